package org.rollcall.backend.area;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.rollcall.backend.platform.OwnDataPart;

/** What is kept here about somebody: where they may be without a permission, as it was believed when. */
final class OwnHomes {

    @Produces
    @Singleton
    OwnDataPart homes() {
        return new OwnDataPart("HOME_AREA",
                "select h.id::text as key, jsonb_build_object('id', h.id, 'areaId', h.area_id, 'name', a.name,"
                        + " 'circle', (select jsonb_build_object('lon', st_x(v.shape), 'lat', st_y(v.shape),"
                        + " 'radiusMetres', v.radius_m) from area_version v where v.area_id = a.id and v.radius_m is not"
                        + " null order by v.version desc limit 1), 'from', lower(h.valid), 'until', upper(h.valid),"
                        + " 'knownFrom', h.known_from, 'knownUntil', h.known_until) as item from home_area h join area a on"
                        + " a.id = h.area_id where h.supervisee_id = $1 and ($2::text is null or h.id > $2::text::uuid)"
                        + " order by h.id limit $3");
    }
}
