/** Shows that the demo tells its story, and that its parts are what they say. */
package org.rollcall.demo;
