package org.rollcall.backend.contact;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The version of an app, by its numbers: 1.10 comes after 1.9, and 1.2 is 1.2.0. What follows the numbers does not count.
 *
 * @param numbers without zeros at the end
 */
record AppVersion(List<Integer> numbers) implements Comparable<AppVersion> {

    AppVersion {
        numbers = List.copyOf(numbers);
    }

    /** Empty where it does not begin with a number of at most nine digits. */
    static Optional<AppVersion> of(String text) {
        var numbers = new ArrayList<Integer>();
        for (var part : text.split("[^0-9.]", 2)[0].split("\\.")) {
            if (part.isEmpty() || part.length() > 9) {
                break;
            }
            numbers.add(Integer.valueOf(part));
        }
        boolean isOne = !numbers.isEmpty();
        while (!numbers.isEmpty() && numbers.get(numbers.size() - 1) == 0) {
            numbers.remove(numbers.size() - 1);
        }
        return isOne ? Optional.of(new AppVersion(numbers)) : Optional.empty();
    }

    @Override
    public int compareTo(AppVersion other) {
        for (int i = 0; i < Math.min(numbers.size(), other.numbers.size()); i++) {
            int order = Integer.compare(numbers.get(i), other.numbers.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(numbers.size(), other.numbers.size());
    }
}
