package org.rollcall.backend.area;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** An area without its boundary, which is its versions'. Rows are written by the import. */
@Entity
@Table(name = "area")
class AreaEntity {

    @Id
    UUID id;
    String kind;
    String code;
    String name;
    @Column(name = "created_at")
    Instant createdAt;
}
