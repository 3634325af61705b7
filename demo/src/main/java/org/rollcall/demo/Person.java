package org.rollcall.demo;

import java.util.UUID;

/**
 * A supervisee of the demo. The name is made up.
 *
 * @param name as it is shown
 * @param id the supervisee's id
 */
record Person(String name, UUID id) {}
