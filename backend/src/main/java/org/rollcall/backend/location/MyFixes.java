package org.rollcall.backend.location;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.rollcall.backend.access.DeviceCredentials;
import org.rollcall.backend.access.EnrolledDevice;
import org.rollcall.backend.platform.InTurn;

/** The fixes that our own clients report. Thread-safe. */
@ApplicationScoped
class MyFixes {

    private final FixReading reading;
    private final Intake intake;
    private final Quarantine quarantine;
    private final DeviceCredentials devices;
    private final Pool pool;
    private final Clock clock;

    MyFixes(FixReading reading, Intake intake, Quarantine quarantine, DeviceCredentials devices,
            @ReactiveDataSource("intake") Pool pool, Clock clock) {
        this.reading = reading;
        this.intake = intake;
        this.quarantine = quarantine;
        this.devices = devices;
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * Takes what can be read and puts the rest aside.
     *
     * @param sentAt when, by the phone's clock; null where it does not say
     * @return a receipt for each, in the order in which they were given; fails with UNAUTHENTICATED where the phone does
     *         not count any more, and then nothing is kept
     */
    Uni<IntakeAnswer> report(EnrolledDevice sender, List<JsonNode> nodes, Instant sentAt) {
        var receivedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var read = nodes.stream().map(node -> reading.read(node, sender.id(), receivedAt)).toList();
        var suspects = read.stream().flatMap(one -> one.suspect().stream()).toList();
        var fixes = read.stream().flatMap(one -> one.fix().stream())
                .map(fix -> sentAt == null ? fix : fix.sentAt(sentAt)).toList();
        // In this order: the same fix again is known, and the same suspect again is another.
        return intake.take(sender, fixes).call(() -> putAside(sender, suspects)).map(answer -> merged(read, answer));
    }

    private Uni<Void> putAside(EnrolledDevice sender, List<Suspect> suspects) {
        return suspects.isEmpty()
                ? Uni.createFrom().voidItem()
                : pool.withTransaction(tx -> requireEnrolled(tx, sender)
                        .chain(() -> InTurn.each(suspects, suspect -> quarantine.keep(tx, suspect))));
    }

    /** Intake asks this of what it stores; where all is put aside nobody has asked yet. */
    private Uni<Void> requireEnrolled(SqlConnection tx, EnrolledDevice sender) {
        return devices.listRevoked(tx, List.of(sender)).invoke(revoked -> {
            if (revoked.containsValue(Instant.MIN)) {
                throw BatchTransaction.notEnrolled();
            }
        }).replaceWithVoid();
    }

    private static IntakeAnswer merged(List<FixReading.Read> read, IntakeAnswer answer) {
        var taken = answer.receipts().iterator();
        var receipts = new ArrayList<Receipt>(read.size());
        for (int i = 0; i < read.size(); i++) {
            var suspect = read.get(i).suspect();
            if (suspect.isPresent()) {
                receipts.add(Receipt.quarantined(i, suspect.get().reason()));
            } else {
                var receipt = taken.next();
                receipts.add(new Receipt(i, receipt.disposition(), receipt.reason()));
            }
        }
        return new IntakeAnswer(answer.receivedAt(), receipts, answer.burst(), answer.collection(), answer.news());
    }
}
