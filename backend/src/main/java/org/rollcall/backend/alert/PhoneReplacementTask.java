package org.rollcall.backend.alert;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.rollcall.backend.access.PhoneReplacement;
import org.rollcall.notifications.Severity;

/** Makes a look at a changed phone the work of its person's officers. */
@ApplicationScoped
class PhoneReplacementTask implements PhoneReplacement {

    private final StaffTasks tasks;

    PhoneReplacementTask(StaffTasks tasks) {
        this.tasks = tasks;
    }

    @Override
    public Uni<Void> replaced(SqlConnection transaction, UUID person, UUID device) {
        return tasks.tell(transaction, person, StaffTask.Kind.PHONE_REPLACED, device, Severity.INFORMATION);
    }
}
