package org.rollcall.backend.area;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What became of one feature, as the API shows it.
 *
 * @param index its place in the file
 * @param reason why it was refused or repaired; null for neither
 * @param place where; null for no place
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AreaImportItem(int index, Disposition disposition, UUID areaId, String code, String name,
        boolean repaired, String reason, Position place) {

    /** What became of it. Names as in the API. */
    public enum Disposition {
        CREATED, UPDATED, UNCHANGED, REFUSED
    }

    static AreaImportItem taken(Feature feature, Shape shape, Disposition disposition, UUID area) {
        return new AreaImportItem(feature.index(), disposition, area, feature.code(), feature.name(),
                shape.repaired().isPresent(), shape.repaired().map(Throwable::getMessage).orElse(null),
                shape.repaired().flatMap(RefusedFeature::place).orElse(null));
    }

    static AreaImportItem refused(Feature feature, RefusedFeature refusal) {
        return new AreaImportItem(feature.index(), Disposition.REFUSED, null, feature.code(), feature.name(), false,
                refusal.getMessage(), refusal.place().orElse(null));
    }
}
