/**
 * A province to try Rollcall with: two counties, their officers, five people and their phones, driven over HTTP as real
 * clients drive it.
 *
 * <p>Nothing here knows a class of the application or reaches its database. Every person, number and Chinese boundary is
 * made up; the boundaries of the second county are simplified real ones (US Census, public domain, from npm
 * {@code us-atlas} 3.0.1). Nothing is sent outside this machine.
 */
package org.rollcall.demo;
