package org.rollcall.bench.alertquality;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.rollcall.geofence.Area;
import org.rollcall.geofence.Margins;
import org.rollcall.geofence.Policy;
import org.rollcall.geofence.StillRule;

/** All designs, by name. */
final class Designs {

    private static final double USELESS_METRES = Margins.DEFAULT.uselessMetres();

    static final Design FIRST_FIX = common("first fix outside", Common::firstFix);
    static final Design OURS = new Design("ours", (area, regime) -> new Ours(area, Ours.policy(regime)));

    /** What the report is about. */
    static final List<Design> REPORTED = List.of(FIRST_FIX, common("two fixes in a row", Common::twoInARow),
            common("distance minus accuracy", Common::distanceMinusAccuracy), OURS);

    /** What was tried on the tuning seed. */
    static final List<Design> TRIED = List.of(FIRST_FIX,
            ours("rows of 3, radius as claimed (DOMAIN 6)", policy -> plain(policy, Margins.DEFAULT, 3)),
            ours("rows of 3, radius as ours", policy -> plain(policy, policy.margins(), 3)),
            ours("all rows as long as still ones", policy -> plain(policy, policy.margins(), policy.still().fixes())),
            ours("still rows longer, radius as claimed", policy -> policy.withMargins(Margins.DEFAULT)),
            ours("nothing believed that claims more than 300 m", policy -> policy
                    .withMargins(useless(policy.margins(), 299))),
            ours("still rows one shorter", policy -> policy
                    .withStill(policy.still().withFixes(policy.still().fixes() - 1))),
            ours("still rows one longer", policy -> policy
                    .withStill(policy.still().withFixes(policy.still().fixes() + 1))),
            ours("rows expire after an hour",
                    policy -> policy.withPatience(policy.patience().withRowExpiry(Duration.ofHours(1)))),
            ours("a movement is 100 m", policy -> policy.withStill(new StillRule(policy.still().fixes(), 100))),
            new Design("a burst's repeats count once", (area, regime) -> Alternatives
                    .withoutRepeats(new Ours(area, Ours.policy(regime)))),
            periodic("no bursts, rows of 3 or 5 over 8 minutes", Policy.DEFAULT),
            periodic("no bursts, over 10 minutes as in DOMAIN 6",
                    Policy.DEFAULT.withHoldDown(3, Duration.ofMinutes(10))),
            common("median of 3 places", Alternatives::smoothed),
            common("motion model (Kalman, gate)", Alternatives::motionModel),
            common("likelihood ratio, heavy tails", Alternatives::likelihoodRatio), OURS);

    /** How far the radius of a fix is believed, and how wide the margin of the border is. */
    static final List<Design> RADII = List.of(FIRST_FIX, radius(2, 2, 100), radius(2.25, 2.25, 100),
            radius(2, 2.25, 100), radius(2, 2.5, 100), radius(2, 3, 100), radius(2.25, 2.25, 75),
            new Design("2.0 and 2.25 times, an unsure check-in outside counts with its whole burst outside",
                    (area, regime) -> doubtfulCheckIns(area,
                            Ours.policy(regime).withMargins(margins(2, 2.25, Margins.DEFAULT.borderMetres())))),
            OURS);

    /** How long a row that had its burst outlives fixes inside. */
    static final List<Design> OUTLIVING = List.of(FIRST_FIX, outlives(Duration.ZERO), outlives(Duration.ofMinutes(45)),
            outlives(Duration.ofMinutes(90)), outlives(Duration.ofMinutes(150)), outlives(Duration.ofHours(4)), OURS);

    private Designs() {
    }

    private static Design outlives(Duration time) {
        return ours("a row outlives fixes inside for " + time.toMinutes() + " min",
                policy -> policy.withStill(policy.still().withOutlives(time)));
    }

    private static Design radius(double fineScale, double scale, double borderMetres) {
        return ours("up to 100 m %s times the claim, coarser %s times, border %.0f m".formatted(fineScale, scale,
                borderMetres), policy -> policy.withMargins(margins(fineScale, scale, borderMetres)));
    }

    private static Margins margins(double fineScale, double scale, double borderMetres) {
        return new Margins(borderMetres, Margins.DEFAULT.sharpMetres(), USELESS_METRES, scale, 100, fineScale);
    }

    private static Detector doubtfulCheckIns(Area area, Policy policy) {
        return Alternatives.withDoubtfulCheckIns(area, policy, new Ours(area, policy));
    }

    private static Margins useless(Margins margins, double uselessMetres) {
        return new Margins(margins.borderMetres(), margins.sharpMetres(), uselessMetres, margins.accuracyScale(),
                margins.fineMetres(), margins.fineScale());
    }

    private static Design common(String label, Function<Area, Detector> maker) {
        return new Design(label, (area, regime) -> maker.apply(area));
    }

    private static Design ours(String label, UnaryOperator<Policy> changed) {
        return new Design(label, (area, regime) -> new Ours(area, changed.apply(Ours.policy(regime))));
    }

    /** A policy for both periodic regimes; check-ins as they are. */
    private static Design periodic(String label, Policy policy) {
        return new Design(label,
                (area, regime) -> new Ours(area, regime.periodic() ? policy : Ours.policy(regime)));
    }

    private static Policy plain(Policy policy, Margins margins, int fixes) {
        return new Policy(margins, fixes, policy.holdDown(), policy.liveWithin(), policy.futureTolerance(),
                policy.patience(), policy.zones(), policy.spoofing(), policy.bursts());
    }
}
