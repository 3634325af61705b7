package org.rollcall.backend.supervisee;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.rollcall.backend.platform.OwnDataPart;

/**
 * What is kept here about somebody: the row of the register, when anything was collected, by which policy it is judged, who
 * helps, and what a guardian was told. Name and number of a guardian are the guardian's own data.
 */
final class OwnRecord {

    @Produces
    @Singleton
    OwnDataPart register() {
        return new OwnDataPart("REGISTER", "select id::text as key, jsonb_build_object('id', id, 'caseNumber',"
                + " case_number, 'fullName', full_name, 'legalBasis', legal_basis, 'termFrom', term_from, 'termUntil',"
                + " term_until, 'zone', zone, 'regime', regime, 'released', released, 'locked', locked, 'createdAt', created_at) as item from supervisee"
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

    @Produces
    @Singleton
    OwnDataPart judging() {
        return new OwnDataPart("JUDGING_POLICY",
                "select id::text as key, jsonb_build_object('policyVersion', policy_version, 'from',"
                        + " lower(valid), 'until', upper(valid), 'knownFrom', known_from, 'knownUntil', known_until) as"
                        + " item from judging_assignment where supervisee_id = $1 and ($2::text is null or id >"
                        + " $2::text::uuid) order by id limit $3");
    }

    @Produces
    @Singleton
    OwnDataPart helpers() {
        return new OwnDataPart("HELPER",
                "select a.id::text as key, jsonb_build_object('id', a.id, 'name', (select c.display_name from"
                        + " account c where c.id = a.account_id), 'from', lower(a.valid), 'until', upper(a.valid)) as item"
                        + " from assignment a where a.supervisee_id = $1 and ($2::text is null or a.id > $2::text::uuid)"
                        + " order by a.id limit $3");
    }

    @Produces
    @Singleton
    OwnDataPart guardianContacts() {
        return new OwnDataPart("GUARDIAN_CONTACT",
                "select id::text as key, jsonb_build_object('id', id, 'relation', relation, 'recordedAt',"
                        + " recorded_at) as item from guardian_contact where supervisee_id = $1 and ($2::text is null or id"
                        + " > $2::text::uuid) order by id limit $3");
    }

    @Produces
    @Singleton
    OwnDataPart guardianships() {
        return new OwnDataPart("GUARDIANSHIP",
                "select id::text as key, jsonb_build_object('id', id, 'from', lower(valid), 'until',"
                        + " upper(valid), 'codeUsedAt', code_used_at) as item from guardianship where supervisee_id = $1"
                        + " and ($2::text is null or id > $2::text::uuid) order by id limit $3");
    }

    @Produces
    @Singleton
    OwnDataPart guardianNotices() {
        return new OwnDataPart("GUARDIAN_NOTICE",
                "select n.id::text as key, jsonb_build_object('id', n.id, 'kind', n.kind, 'takesPlace',"
                        + " n.takes_place, 'toldAt', n.told_at, 'acknowledgedAt', (select min(k.at) from"
                        + " guardian_acknowledgement k where k.notice_id = n.id)) as item from guardian_notice n where"
                        + " n.supervisee_id = $1 and ($2::text is null or n.id > $2::text::uuid) order by n.id limit $3");
    }
}
