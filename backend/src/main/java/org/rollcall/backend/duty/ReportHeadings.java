package org.rollcall.backend.duty;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import io.vertx.mutiny.sqlclient.Row;

/** The five headings of the monthly report (IM 24). What is written there is personal: it is printed nowhere. */
public record ReportHeadings(@NotBlank @Size(max = 4_000) String lawAbidance,
        @NotBlank @Size(max = 4_000) String supervision, @NotBlank @Size(max = 4_000) String education,
        @NotBlank @Size(max = 4_000) String communityService, @NotBlank @Size(max = 4_000) String socialActivities) {

    static ReportHeadings of(Row row) {
        return new ReportHeadings(row.getString("law_abidance"), row.getString("supervision"),
                row.getString("education"),
                row.getString("community_service"), row.getString("social_activities"));
    }

    @Override
    public String toString() {
        return "ReportHeadings[]";
    }
}
