package org.rollcall.backend.supervisee;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.access.SuperviseeAccounts;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.Idempotency;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/** Puts people on the register. Nothing is collected about them yet: that begins with the {@link Intake}. */
@ApplicationScoped
class Register {

    private static final String CASE_NUMBER = "supervisee_case_number_key";
    // Hibernate writes ?1 where PostgreSQL writes $1.
    private static final String AS_SUPERIOR = SuperviseeLookup.AS_SUPERIOR.replace('$', '?');

    private record Found(Supervisee masked, String fullName) {}

    private final Scope scope;
    private final Idempotency idempotency;
    private final Units units;
    private final SuperviseeAccounts accounts;
    private final RulesVersion rules;
    private final AuditTrail audit;
    private final Minors minors;
    private final Clock clock;

    Register(Scope scope, Idempotency idempotency, Units units, SuperviseeAccounts accounts, RulesVersion rules,
            AuditTrail audit, Minors minors, Clock clock) {
        this.minors = minors;
        this.scope = scope;
        this.idempotency = idempotency;
        this.units = units;
        this.accounts = accounts;
        this.rules = rules;
        this.audit = audit;
        this.clock = clock;
    }

    /** Registers somebody: an account, a row of the register, and a standing to judge by. */
    Uni<Supervisee> register(SuperviseeRequest request) {
        request.check(clock.instant());
        return scope.inSession(session -> idempotency.once(session, request, Supervisee.class,
                () -> units.requireSupervising(session, request.unitId()).chain(() -> insert(session, request))));
    }

    private Uni<Supervisee> insert(Mutiny.Session session, SuperviseeRequest request) {
        var id = Ids.next();
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var person = new SuperviseeEntity(id, request, now);
        return accounts.open(session, id, request.fullName())
                .chain(() -> session.persist(person)).chain(session::flush)
                .onFailure(Register::isCaseNumberTaken)
                .transform(e -> new ProblemException(ProblemType.CONFLICT, "The case number is taken."))
                .chain(() -> rules.bump(session, id))
                .chain(() -> audit.record(session, Deed.of(scope.account(), Action.SUPERVISEE_REGISTERED, id)))
                .replaceWith(() -> person.shown(false));
    }

    // Whoever has that number may be out of the asker's scope: the index sees what the asker does not.
    private static boolean isCaseNumberTaken(Throwable e) {
        for (var cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConstraintViolationException refused) {
                return CASE_NUMBER.equals(refused.getConstraintName());
            }
        }
        return false;
    }

    /**
     * Shows one person. Who sees them as a superior alone says why, and that is on record (DOMAIN 10.2).
     *
     * @throws ProblemException in the Uni: NOT_FOUND where there is nobody, or nobody in scope; INVALID where a purpose
     *         must be stated
     */
    Uni<Supervisee> get(UUID id, Optional<CasePurpose> purpose) {
        return scope.inSession(session -> session.find(SuperviseeEntity.class, id)
                .onItem().ifNull().failWith(ProblemException::notFound)
                .call(() -> purpose.isEmpty()
                        ? requireNoPurpose(session, id)
                        : audit.record(session, new Deed(scope.account(), Action.CASE_SEEN, id,
                                purpose.map(CasePurpose::name), new JsonObject())))
                .chain(person -> CollectionPeriods.listCollecting(session, List.of(id), clock.instant())
                        .map(collecting -> new Found(person.shown(collecting.contains(id)), person.fullName))))
                .chain(found -> minors.shown(found.masked(), found.fullName()));
    }

    private static Uni<Void> requireNoPurpose(Mutiny.Session session, UUID person) {
        return session.createNativeQuery(AS_SUPERIOR, Boolean.class).setParameter(1, person).getSingleResult()
                .invoke(alone -> {
                    if (alone) {
                        throw ProblemException.invalid("purpose", "is missing: say why you look at this case");
                    }
                }).replaceWithVoid();
    }
}
