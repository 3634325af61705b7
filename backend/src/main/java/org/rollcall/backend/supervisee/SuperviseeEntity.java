package org.rollcall.backend.supervisee;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.rollcall.backend.access.MaskedName;

/** A row of the register. Its id is the person's account. */
@Entity
@Table(name = "supervisee")
class SuperviseeEntity {

    @Id
    UUID id;
    @Column(name = "unit_id")
    UUID unitId;
    @Column(name = "case_number")
    String caseNumber;
    @Column(name = "full_name")
    String fullName;
    @Enumerated(EnumType.STRING)
    @Column(name = "legal_basis")
    LegalBasis legalBasis;
    @Column(name = "term_from")
    LocalDate termFrom;
    @Column(name = "term_until")
    LocalDate termUntil;
    String zone;
    @Enumerated(EnumType.STRING)
    Regime regime;
    @Column(name = "created_at")
    Instant createdAt;

    /** For Hibernate. */
    SuperviseeEntity() {
    }

    SuperviseeEntity(UUID id, SuperviseeRequest request, Instant createdAt) {
        this.id = id;
        this.unitId = request.unitId();
        this.caseNumber = request.caseNumber();
        this.fullName = request.fullName();
        this.legalBasis = request.legalBasis();
        this.termFrom = request.termFrom();
        this.termUntil = request.termUntil();
        this.zone = request.zoneOrUsual().getId();
        this.regime = request.regime(createdAt);
        this.createdAt = createdAt;
    }

    UUID id() {
        return id;
    }

    /** As in a list: a minor's name is masked for everybody. */
    Supervisee shown(boolean collecting) {
        var name = regime == Regime.JUVENILE ? MaskedName.of(fullName) : fullName;
        return new Supervisee(id, unitId, caseNumber, name, legalBasis, termFrom, termUntil, zone, createdAt,
                collecting, regime, null);
    }
}
