package org.rollcall.backend.contact;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.location.Contacts;
import org.rollcall.backend.location.Contacts.DeviceContact;
import org.rollcall.backend.platform.Timestamps;
import org.rollcall.backend.supervisee.SuperviseeLookup;

/**
 * What officers may know of contact: times and counts, no place. Whether the person is theirs is asked in their scope; the
 * standings, which hold the last place, are no table of the API's role.
 */
@ApplicationScoped
class ContactReads {

    private final Scope scope;
    private final SuperviseeLookup people;
    private final Contacts contacts;
    private final Pool worker;

    ContactReads(Scope scope, SuperviseeLookup people, Contacts contacts,
            @ReactiveDataSource("worker") Pool worker) {
        this.scope = scope;
        this.people = people;
        this.contacts = contacts;
        this.worker = worker;
    }

    Uni<ContactStatus> get(UUID person) {
        return scope.inTransaction(tx -> people.require(tx, person))
                .chain(() -> worker.withTransaction(tx -> contacts.of(tx, List.of(person))
                        .map(found -> found.getOrDefault(person, List.of()))
                        .chain(devices -> silentSince(tx, person).map(since -> status(devices, since)))));
    }

    private static Uni<Instant> silentSince(SqlConnection tx, UUID person) {
        return tx.preparedQuery("select since from silence where supervisee_id = $1").execute(Tuple.of(person))
                .map(rows -> rows.rowCount() == 0 ? null : Timestamps.instant(rows.iterator().next(), "since"));
    }

    private static ContactStatus status(List<DeviceContact> devices, Instant silentSince) {
        return new ContactStatus(Contacts.last(devices).orElse(null), silentSince,
                devices.stream().map(ContactStatus.Device::of).toList());
    }
}
