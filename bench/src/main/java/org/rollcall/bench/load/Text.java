package org.rollcall.bench.load;

/** Puts requests together without the cost of formatters. */
final class Text {

    private static final int DECIMALS = 6;

    private final StringBuilder text = new StringBuilder(512);

    Text add(String word) {
        text.append(word);
        return this;
    }

    Text add(long number) {
        text.append(number);
        return this;
    }

    /** A number with six decimals. */
    Text degrees(double value) {
        long micro = Math.round(value * 1_000_000);
        if (micro < 0) {
            text.append('-');
            micro = -micro;
        }
        text.append(micro / 1_000_000).append('.');
        var fraction = Long.toString(micro % 1_000_000);
        text.append("0".repeat(DECIMALS - fraction.length())).append(fraction);
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
