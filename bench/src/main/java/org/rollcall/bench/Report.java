package org.rollcall.bench;

import java.util.List;

/**
 * What a benchmark has found.
 *
 * @param tables all figures
 * @param notes what a reader must know to read them right
 * @param targets the figures that have bounds
 */
public record Report(List<Table> tables, List<String> notes, List<Target> targets) {

    public Report {
        tables = List.copyOf(tables);
        notes = List.copyOf(notes);
        targets = List.copyOf(targets);
    }

    /** Whether every figure is good enough. */
    public boolean met() {
        return targets.stream().allMatch(Target::met);
    }
}
