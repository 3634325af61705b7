package org.rollcall.backend.area;

import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;
import org.locationtech.jts.geom.Geometry;

/** A version of an area with its shape, WGS-84. It never changes. */
@Entity
@Immutable
@Table(name = "area_version")
@IdClass(AreaVersionEntity.Key.class)
class AreaVersionEntity {

    /** The area and the number of its version. */
    record Key(UUID areaId, int version) implements Serializable {}

    @Id
    @Column(name = "area_id")
    UUID areaId;
    @Id
    int version;
    @Convert(converter = EwkbConverter.class)
    @Column(columnDefinition = "geometry(Geometry,4326)")
    Geometry shape;
    @Column(name = "radius_m")
    Double radiusMetres;
    @Column(name = "source_crs")
    String sourceCrs;
    /** Null for no beginning. */
    @Formula("lower(valid)")
    Instant validFrom;
}
