package org.rollcall.bench.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import org.rollcall.bench.Statistics;
import org.rollcall.bench.load.Order;

/** One way of sending, measured in rounds, ours and the ceiling in turn. */
final class Case {

    private final String name;
    private final Order ours;
    private final Order ceilings;
    private final List<Round> oursRounds = new ArrayList<>();
    private final List<Round> ceilingRounds = new ArrayList<>();

    /** @param ceilings null where ours alone is measured */
    Case(String name, Order ours, Order ceilings) {
        this.name = name;
        this.ours = ours;
        this.ceilings = ceilings;
    }

    String name() {
        return name;
    }

    /** Who begins changes with each round. */
    void round(Rig rig) {
        boolean isOursFirst = oursRounds.size() % 2 == 0;
        if (ceilings != null && !isOursFirst) {
            ceilingRounds.add(rig.measure(ceilings));
        }
        oursRounds.add(rig.measure(ours));
        if (ceilings != null && isOursFirst) {
            ceilingRounds.add(rig.measure(ceilings));
        }
    }

    boolean hasCeiling() {
        return ceilings != null;
    }

    /** What is sent to our server. */
    Order order() {
        return ours;
    }

    double ours(ToDoubleFunction<Round> figure) {
        return Statistics.median(oursRounds.stream().map(figure::applyAsDouble).toList());
    }

    double ceiling(ToDoubleFunction<Round> figure) {
        return Statistics.median(ceilingRounds.stream().map(figure::applyAsDouble).toList());
    }

    /** The median over the rounds of ours as a share of the ceiling's. */
    double share() {
        var shares = new ArrayList<Double>();
        for (int i = 0; i < ceilingRounds.size(); i++) {
            shares.add(oursRounds.get(i).result().fixesASecond() / ceilingRounds.get(i).result().fixesASecond());
        }
        return Statistics.median(shares);
    }

    long oursAcknowledged() {
        return oursRounds.stream().mapToLong(round -> round.result().fixes()).sum();
    }

    long oursRefused() {
        return oursRounds.stream().mapToLong(round -> round.result().refused()).sum();
    }

    long ceilingAcknowledged() {
        return ceilingRounds.stream().mapToLong(round -> round.result().fixes()).sum();
    }
}
