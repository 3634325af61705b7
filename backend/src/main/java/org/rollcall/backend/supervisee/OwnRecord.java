package org.rollcall.backend.supervisee;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.rollcall.backend.platform.OwnDataPart;

/** What is kept here about somebody: the row of the register, and when anything was collected. */
final class OwnRecord {

    @Produces
    @Singleton
    OwnDataPart register() {
        return new OwnDataPart("REGISTER", "select id::text as key, jsonb_build_object('id', id, 'caseNumber',"
                + " case_number, 'fullName', full_name, 'legalBasis', legal_basis, 'termFrom', term_from, 'termUntil',"
                + " term_until, 'zone', zone, 'createdAt', created_at) as item from supervisee"
                + " where id = $1 and $2::text is null limit $3");
    }

    @Produces
    @Singleton
    OwnDataPart periods() {
        return new OwnDataPart("COLLECTION_PERIOD", "select id::text as key, jsonb_build_object('from', lower(valid),"
                + " 'until', upper(valid), 'knownFrom', known_from, 'knownUntil', known_until) as item"
                + " from collection_period where supervisee_id = $1 and ($2::text is null or id > $2::text::uuid)"
                + " order by id limit $3");
    }
}
