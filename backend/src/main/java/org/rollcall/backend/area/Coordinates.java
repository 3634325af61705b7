package org.rollcall.backend.area;

import java.util.Arrays;
import java.util.List;

/** The coordinates of a GeoJSON geometry as they were written, longitude first, before anybody knows what they mean. */
sealed interface Coordinates {

    /** One position. */
    record Place(double x, double y) implements Coordinates {}

    /** Positions, packed: sixteen bytes each. */
    final class Line implements Coordinates {

        private double[] packed = new double[32];
        private int size;

        void add(double x, double y) {
            if (size == packed.length) {
                packed = Arrays.copyOf(packed, packed.length * 2);
            }
            packed[size++] = x;
            packed[size++] = y;
        }

        int count() {
            return size / 2;
        }

        double x(int i) {
            return packed[2 * i];
        }

        double y(int i) {
            return packed[2 * i + 1];
        }
    }

    /** Lines, or lists of them. */
    record Nested(List<Coordinates> parts) implements Coordinates {}
}
