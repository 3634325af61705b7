package org.rollcall.backend.alert;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.rollcall.backend.access.PhoneNews;
import org.rollcall.notifications.Severity;

/** Makes a look at a phone the work of its person's officers. */
@ApplicationScoped
class PhoneTasks implements PhoneNews {

    private final StaffTasks tasks;

    PhoneTasks(StaffTasks tasks) {
        this.tasks = tasks;
    }

    @Override
    public Uni<Void> tell(SqlConnection transaction, UUID person, What what, UUID device) {
        var kind = switch (what) {
            case REPLACED -> StaffTask.Kind.PHONE_REPLACED;
            case ADDED -> StaffTask.Kind.PHONE_ADDED;
            case COPIED -> StaffTask.Kind.PHONE_TOKEN_COPIED;
        };
        return tasks.tell(transaction, person, kind, device,
                what == What.COPIED ? Severity.WARNING : Severity.INFORMATION);
    }
}
