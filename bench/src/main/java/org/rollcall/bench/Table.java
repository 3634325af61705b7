package org.rollcall.bench;

import java.util.ArrayList;
import java.util.List;

/** Results in columns: the first column to the left, the others to the right. Not safe for several threads. */
public final class Table {

    private final String title;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String title, String... columns) {
        this.title = title;
        rows.add(List.of(columns));
    }

    /**
     * Adds a row; numbers are printed with four significant digits.
     *
     * @throws IllegalArgumentException if it has another number of cells than there are columns
     */
    public Table row(Object... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException("the table has " + rows.get(0).size() + " columns");
        }
        var row = new ArrayList<String>();
        for (var cell : cells) {
            row.add(cell instanceof Number number ? Target.number(number.doubleValue()) : String.valueOf(cell));
        }
        rows.add(row);
        return this;
    }

    /** The table as Markdown with aligned columns, so that it can be pasted into the documents as it is. */
    public String text() {
        var text = new StringBuilder();
        text.append(title).append("\n\n");
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (var row : rows) {
            for (int c = 0; c < columns; c++) {
                widths[c] = Math.max(3, Math.max(widths[c], row.get(c).length()));
            }
        }
        for (int r = 0; r < rows.size(); r++) {
            for (int c = 0; c < columns; c++) {
                String pad = " ".repeat(widths[c] - rows.get(r).get(c).length());
                text.append("| ").append(c == 0 ? rows.get(r).get(c) + pad : pad + rows.get(r).get(c)).append(' ');
            }
            text.append("|\n");
            if (r == 0) {
                for (int c = 0; c < columns; c++) {
                    text.append(c == 0 ? "| " + "-".repeat(widths[c]) : "| " + "-".repeat(widths[c] - 1) + ":")
                            .append(' ');
                }
                text.append("|\n");
            }
        }
        return text.toString();
    }
}
