package org.rollcall.backend.location;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.rollcall.backend.platform.OwnDataPart;

/** What is kept here about somebody: raw fixes, and what is left of older ones. */
final class OwnFixes {

    private static final String KEY = "to_char(fixed_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') || ' '"
            + " || encode(source_hash, 'hex') as key";
    private static final String PAGE = " where supervisee_id = $1 and ($2::text is null or (fixed_at, source_hash) >"
            + " (split_part($2, ' ', 1)::timestamptz, decode(split_part($2, ' ', 2), 'hex')))"
            + " order by fixed_at, source_hash limit $3";
    private static final String ITEM = "jsonb_build_object('fixedAt', fixed_at, 'receivedAt', received_at, 'lon', lon,"
            + " 'lat', lat, 'accuracyMetres', accuracy_m, 'verdict', verdict, 'late', late) as item";

    @Produces
    @Singleton
    OwnDataPart raw() {
        return new OwnDataPart("FIX", "select " + KEY + ", " + ITEM + " from fix" + PAGE);
    }

    @Produces
    @Singleton
    OwnDataPart kept() {
        return new OwnDataPart("KEPT_FIX", "select " + KEY + ", " + ITEM + " from kept_fix" + PAGE);
    }

    @Produces
    @Singleton
    OwnDataPart thinned() {
        return new OwnDataPart("THINNED_FIX", "select " + KEY + ", " + ITEM + " from thinned_fix" + PAGE);
    }
}
