package org.rollcall.backend.agency;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A unit of the organisation tree. It never moves, and the database keeps the closure of the tree. */
@Entity
@Table(name = "agency_unit")
class AgencyUnit {

    @Id
    UUID id;
    @Column(name = "parent_id")
    UUID parentId;
    @Enumerated(EnumType.STRING)
    UnitLevel level;
    String name;
    @Column(name = "created_at")
    Instant createdAt;

    /** For Hibernate. */
    AgencyUnit() {
    }

    AgencyUnit(UUID id, AgencyUnitRequest request, Instant createdAt) {
        this.id = id;
        this.parentId = request.parentId();
        this.level = request.level();
        this.name = request.name();
        this.createdAt = createdAt;
    }

    UnitLevel level() {
        return level;
    }

    AgencyUnitView shown() {
        return new AgencyUnitView(id, parentId, level, name, createdAt);
    }
}
