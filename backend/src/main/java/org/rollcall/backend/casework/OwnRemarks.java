package org.rollcall.backend.casework;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.rollcall.backend.platform.OwnDataPart;

/** What is kept here about somebody: what the procuratorate remarked, and what it was answered. Who wrote it is another's data. */
final class OwnRemarks {

    @Produces
    @Singleton
    OwnDataPart remarks() {
        return new OwnDataPart("REMARK",
                "select r.id::text as key, jsonb_build_object('id', r.id, 'kind', r.kind, 'documentNumber',"
                        + " r.document_number, 'content', r.content, 'answerBy', r.answer_by, 'issuedAt', r.issued_at,"
                        + " 'answer', a.content, 'answeredAt', a.answered_at) as item from remark r left join remark_answer"
                        + " a on a.remark_id = r.id where r.supervisee_id = $1 and ($2::text is null or r.id >"
                        + " $2::text::uuid) order by r.id limit $3");
    }
}
