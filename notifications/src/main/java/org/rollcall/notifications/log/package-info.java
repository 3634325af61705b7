/**
 * The channel for installations without credentials: a line in the log.
 *
 * <p>It logs codes and ids only; it must not log a registration's value or a rendered text of another channel.
 */
package org.rollcall.notifications.log;
