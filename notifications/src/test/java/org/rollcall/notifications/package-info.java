/**
 * Proves what is said to people, in which language, and when a delivery is tried again. Nothing here leaves the JVM.
 */
package org.rollcall.notifications;
