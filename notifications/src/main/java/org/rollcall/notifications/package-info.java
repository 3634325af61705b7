/**
 * What is said to whom, over which channel.
 *
 * <p>A message is facts without personal data; a channel delivers it and tells, in our own words, what became of it.
 * This package knows no table and no feature of the backend, opens no transaction, and puts no name, coordinate or
 * secret into a payload or a log line.
 */
package org.rollcall.notifications;
