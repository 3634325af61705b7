package org.rollcall.demo;

import java.util.Map;
import java.util.UUID;

/**
 * The demo's organisation after it was loaded.
 *
 * @param officer who looks after the Chinese county
 * @param abroad who looks after the county with real boundaries
 * @param people by their names
 * @param areas by their codes
 */
record Province(Staff officer, Staff abroad, Map<String, Person> people, Map<String, UUID> areas) {

    Person person(String name) {
        return people.get(name);
    }
}
