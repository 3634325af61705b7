package org.rollcall.backend.access;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/**
 * Exchanges a code for a device's credentials. The code is used up, the person's former device of its kind revoked (a
 * phone of ours stays beside it where {@link DeviceAllowances} say so) and the new one stored in one transaction, in the
 * scope of the person whom the code names. Of two phones that come with one code at the same instant one is enrolled.
 */
@ApplicationScoped
class Enrolments {

    private record Redeemed(UUID code, UUID person, Optional<String> serialNumber) {

        DeviceKind kind() {
            return serialNumber.isPresent() ? DeviceKind.BRACELET : DeviceKind.PHONE;
        }
    }

    private record Made(EnrolledDevice device, List<UUID> revoked, Optional<Duration> interval) {}

    private static final String REDEEM = "select code_id, person, serial_number from redeem_device_code($1, $2)";
    private static final String REVOKE = "update device set revoked_at = greatest(enrolled_at, $2),"
            + " replaced_at = greatest(enrolled_at, $2) where supervisee_id = $1 and kind = $3 and revoked_at is null returning id";
    // As many as may stay beside a phone of ours do. Locks the standings, too, before the devices.
    private static final String MAKE_ROOM = "select id from make_room_for_phone($1, $2) as id";
    private static final String SPARES = "select from device where supervisee_id = $1 and spare and revoked_at is null";
    private static final String INSERT = "insert into device (id, supervisee_id, kind, dialect, public_key, secret_hash,"
            + " enrolled_at, secret_expires_at, passphrase_sealed, serial_number, attestation) values ($1, $2, $3, $4, $5, $6,"
            + " $7, $8, $9, $10, $11) on conflict (serial_number) where revoked_at is null do nothing";
    // What lets a bracelet report names devices by their serial number: who judges must hear of a new one. Locks the
    // standings, as every change of rules does, before the devices.
    static final String BUMP = "select bump_rules(array[$1]::uuid[])";

    private static final String INTERVAL = "select asked_interval($1, $2, $3) as seconds";

    private final Pool pool;
    private final AuditTrail audit;
    private final EnrolmentAnswers answers;
    private final RefreshTokens refreshTokens;
    private final Passphrases passphrases;
    private final DeviceCredentials credentials;
    private final CredentialsConfig config;
    private final GuessLimit limit;
    private final PhoneNews news;
    private final Attestations attestations;
    private final Clock clock;

    Enrolments(Pool pool, AuditTrail audit, EnrolmentAnswers answers, RefreshTokens refreshTokens,
            Passphrases passphrases, DeviceCredentials credentials, CredentialsConfig config, GuessLimit limit,
            PhoneNews news, Attestations attestations,
            Clock clock) {
        this.attestations = attestations;
        this.pool = pool;
        this.audit = audit;
        this.answers = answers;
        this.refreshTokens = refreshTokens;
        this.passphrases = passphrases;
        this.credentials = credentials;
        this.config = config;
        this.limit = limit;
        this.news = news;
        this.clock = clock;
    }

    /**
     * @param address where the request came from
     * @throws ProblemException TOO_MANY_REQUESTS, or INVALID for a key that is none: before the code is used up; in the
     *         Uni NOT_FOUND for a code that is unknown, used, replaced or expired, alike
     */
    Uni<Enrolment> exchange(EnrolmentRequest request, String address) {
        limit.check(address);
        var proofs = NewCredentials.of(request, attestations);
        return CodeWord.parse(request.code())
                .map(word -> pool.withTransaction(transaction -> redeem(transaction, word)
                        .chain(redeemed -> store(transaction, redeemed, proofs))))
                .orElseGet(() -> Uni.createFrom().failure(ProblemException.notFound()))
                .onFailure(ProblemException.class).invoke(() -> limit.wrong(address))
                .invoke(made -> credentials.forget(made.revoked()))
                .chain(made -> answers.tell(made.device(), proofs, made.interval()));
    }

    private Uni<Redeemed> redeem(SqlConnection transaction, CodeWord word) {
        return transaction.preparedQuery(REDEEM).execute(Tuple.of(Buffer.buffer(word.hash()), now())).map(rows -> {
            if (rows.rowCount() == 0) {
                throw ProblemException.notFound();
            }
            var row = rows.iterator().next();
            return new Redeemed(row.getUUID("code_id"), row.getUUID("person"),
                    Optional.ofNullable(row.getString("serial_number")));
        });
    }

    private Uni<Made> store(SqlConnection transaction, Redeemed redeemed, NewCredentials proofs) {
        var person = redeemed.person();
        var device = new EnrolledDevice(Ids.next(), person, redeemed.kind(), proofs.dialect());
        requireAnAppOfItsOwn(device);
        return PersonScope.enter(transaction, person).chain(() -> interval(transaction, device))
                .invoke(interval -> requireAskedFor(device, interval))
                .chain(interval -> replace(transaction, redeemed, proofs, device)
                        .map(revoked -> new Made(device, revoked, interval)));
    }

    private Uni<List<UUID>> replace(SqlConnection transaction, Redeemed redeemed, NewCredentials proofs,
            EnrolledDevice device) {
        var person = redeemed.person();
        var bumped = redeemed.serialNumber().isPresent()
                ? transaction.preparedQuery(BUMP).execute(Tuple.of(person)).replaceWithVoid()
                : Uni.createFrom().voidItem();
        return bumped
                .chain(() -> isOurs(device)
                        ? transaction.preparedQuery(MAKE_ROOM).execute(Tuple.of(person, now()))
                        : transaction.preparedQuery(REVOKE).execute(Tuple.of(person, now(), device.kind().name())))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(found -> found.getUUID("id")).toList())
                .call(() -> transaction.preparedQuery(INSERT).execute(row(device, proofs, redeemed.serialNumber()))
                        .invoke(rows -> requireFree(rows.rowCount())))
                .call(() -> proofs.refreshToken().map(first -> refreshTokens.begin(transaction, device.id(), first))
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .call(revoked -> tell(transaction, device, !revoked.isEmpty()))
                .call(revoked -> audit.record(transaction, deed(redeemed, device, proofs, revoked)));
    }

    /** How far apart the fixes of its kind of device are asked for now; empty where none are. */
    private Uni<Optional<Duration>> interval(SqlConnection transaction, EnrolledDevice device) {
        return transaction.preparedQuery(INTERVAL)
                .execute(Tuple.of(device.superviseeId(), device.kind().name(), now()))
                .map(rows -> Optional.ofNullable(rows.iterator().next().getInteger("seconds"))
                        .map(Duration::ofSeconds));
    }

    /** Officers hear of each phone that is not the person's first. */
    private Uni<Void> tell(SqlConnection transaction, EnrolledDevice device, boolean replaces) {
        if (device.kind() != DeviceKind.PHONE) {
            return Uni.createFrom().voidItem();
        }
        var person = device.superviseeId();
        return replaces
                ? news.tell(transaction, person, PhoneNews.What.REPLACED, device.id())
                : transaction.preparedQuery(SPARES).execute(Tuple.of(person)).chain(spares -> spares.size() == 0
                        ? Uni.createFrom().voidItem()
                        : news.tell(transaction, person, PhoneNews.What.ADDED, device.id()));
    }

    /** An app of others reports by itself, which a mode must allow: else its secret is a risk and of no use. */
    private static void requireAskedFor(EnrolledDevice device, Optional<Duration> interval) {
        if (device.kind() == DeviceKind.PHONE && device.dialect() != Dialect.NATIVE && interval.isEmpty()) {
            throw new ProblemException(ProblemType.CONFLICT, "Only check-ins are asked for: our own client does them.");
        }
    }

    private static boolean isOurs(EnrolledDevice device) {
        return device.kind() == DeviceKind.PHONE && device.dialect() == Dialect.NATIVE;
    }

    private static void requireAnAppOfItsOwn(EnrolledDevice device) {
        if (device.kind() == DeviceKind.BRACELET && device.dialect() == Dialect.NATIVE) {
            throw new ProblemException(ProblemType.CONFLICT, "Our own client runs on phones.");
        }
    }

    private static void requireFree(int inserted) {
        if (inserted == 0) {
            throw new ProblemException(ProblemType.CONFLICT, "A bracelet of that serial number is in use.");
        }
    }

    private Tuple row(EnrolledDevice device, NewCredentials proofs, Optional<String> serialNumber) {
        var secret = proofs.deviceSecret();
        return Tuple.tuple().addUUID(device.id()).addUUID(device.superviseeId()).addString(device.kind().name())
                .addString(device.dialect().name()).addValue(buffer(proofs.key().map(DeviceKey::encoded)))
                .addValue(buffer(secret.map(DeviceSecret::hash))).addOffsetDateTime(now())
                .addValue(secret.isPresent() ? config.secretsHoldFor().map(now()::plus).orElse(null) : null)
                .addValue(buffer(proofs.passphrase().map(passphrases::sealed))).addString(serialNumber.orElse(null))
                .addString(proofs.attestation().name());
    }

    private static Buffer buffer(Optional<byte[]> bytes) {
        return bytes.map(Buffer::buffer).orElse(null);
    }

    private static Deed deed(Redeemed redeemed, EnrolledDevice device, NewCredentials proofs,
            List<UUID> revoked) {
        return new Deed(redeemed.person(), Action.DEVICE_ENROLLED, redeemed.person(), Optional.empty(),
                new JsonObject().put("codeId", redeemed.code().toString()).put("deviceId", device.id().toString())
                        .put("dialect", device.dialect().name()).put("attestation", proofs.attestation().name())
                        .put("revoked", new JsonArray(revoked.stream().map(UUID::toString).toList())));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
