package org.rollcall.backend.area;

import java.util.List;

/** What became of a file of areas, as the API shows it. */
public record AreaImport(int received, int created, int updated, int unchanged, int refused,
        List<AreaImportItem> items) {

    static AreaImport of(List<AreaImportItem> items) {
        return new AreaImport(items.size(), count(items, AreaImportItem.Disposition.CREATED),
                count(items, AreaImportItem.Disposition.UPDATED), count(items, AreaImportItem.Disposition.UNCHANGED),
                count(items, AreaImportItem.Disposition.REFUSED), List.copyOf(items));
    }

    private static int count(List<AreaImportItem> items, AreaImportItem.Disposition disposition) {
        return (int) items.stream().filter(item -> item.disposition() == disposition).count();
    }
}
