/**
 * Proves the kernel as a function: cases of the field, laws over generated walks, adversaries. No clock, no sleep, no file
 * of anybody outside this module.
 */
package org.rollcall.geofence;
