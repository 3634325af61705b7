package org.rollcall.bench;

import java.util.Locale;
import java.util.Objects;

/**
 * A figure and the bound it is held against.
 *
 * @param name what was measured, without spaces, so that the line can be read by a program
 * @param measured the figure; NaN and infinities are never good enough
 * @param direction on which side of the bound the figure must lie; the bound itself is good enough
 * @param unit printed behind both numbers; may be empty
 */
public record Target(String name, double measured, Direction direction, double bound, String unit) {

    /** On which side of the bound a figure must lie. */
    public enum Direction {
        AT_LEAST(">="), AT_MOST("<=");

        private final String sign;

        Direction(String sign) {
            this.sign = sign;
        }
    }

    /** @throws IllegalArgumentException if the name has spaces or the bound is no number */
    public Target {
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(unit, "unit");
        if (!name.matches("[a-z0-9.-]+")) {
            throw new IllegalArgumentException("a target's name is lower case letters, digits, dots and hyphens");
        }
        if (!Double.isFinite(bound)) {
            throw new IllegalArgumentException("a bound is a number");
        }
    }

    /** A figure that must not be smaller than its bound. */
    public static Target atLeast(String name, double measured, double bound, String unit) {
        return new Target(name, measured, Direction.AT_LEAST, bound, unit);
    }

    /** A figure that must not be greater than its bound. */
    public static Target atMost(String name, double measured, double bound, String unit) {
        return new Target(name, measured, Direction.AT_MOST, bound, unit);
    }

    /** Whether the figure is good enough. */
    public boolean met() {
        return Double.isFinite(measured)
                && (direction == Direction.AT_LEAST ? measured >= bound : measured <= bound);
    }

    /** {@code target NAME measured VALUE bound BOUND ok|SHORT}. */
    public String line() {
        return "target " + name + " measured " + number(measured) + unit + " bound " + direction.sign + number(bound)
                + unit + " " + (met() ? "ok" : "SHORT");
    }

    /** Four significant digits, so that no figure reaches its bound by rounding unless it is within 0.05 % of it. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        double size = Math.abs(value);
        int decimals = size == 0 ? 0 : (int) Math.max(0, Math.min(6, 3 - Math.floor(Math.log10(size))));
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
}
