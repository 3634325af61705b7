package org.rollcall.bench.alertquality;

import java.util.List;
import java.util.OptionalDouble;

import org.rollcall.bench.alertquality.Chance.Kind;
import org.rollcall.geofence.WgsCoordinate;

/**
 * What a person's phone makes of where it is, sticky errors apart: satellites on the way, Wi-Fi indoors with a lasting
 * error and a slow wandering, base stations for spells. The errors are a function of time, so that whoever asks twice at
 * the same moment is told the same lie. Immutable after construction.
 */
final class Reception {

    private static final double GRID_SECONDS = 300;
    private static final double STRAY_MEMORY_SECONDS = 20 * 60;
    private static final double CELL_SLOT_SECONDS = 15 * 60;

    private final Person person;
    private final Noise noise;
    private final Truth truth;
    private final double[] east;
    private final double[] north;
    private final List<Spell> cells;
    private final boolean hops;

    Reception(Person person, Truth truth, Noise noise) {
        this.person = person;
        this.truth = truth;
        this.noise = noise;
        var chance = Chance.of(person.seed(), Kind.DRIFT, 0);
        var strays = Spell.every(chance, Life.DAY / noise.strayPerDay(), noise.strayMinutes() * 60, truth.until());
        east = wander(chance, strays);
        north = wander(chance, strays);
        hops = chance.happens(noise.hopShare());
        cells = Spell.share(Chance.of(person.seed(), Kind.CELLS, 0),
                person.town() ? noise.cellShareTown() : noise.cellShareCountry(), noise.cellSpellMinutes() * 60,
                truth.until());
    }

    /**
     * What a phone reports.
     *
     * @param place where it thinks it is
     * @param accuracyMetres what it claims
     */
    record Solution(WgsCoordinate place, OptionalDouble accuracyMetres) {}

    /** What the phone would report at a moment; what differs from fix to fix comes from the chance. */
    Solution at(double seconds, Chance chance) {
        var path = truth.pathAt(seconds);
        var place = path.at(seconds);
        int cell = Spell.find(cells, seconds);
        if (cell >= 0) {
            return baseStation(cell, seconds, place);
        }
        return path.moving() || chance.happens(noise.multipathShare() / 3)
                ? satellites(place, chance)
                : indoors(path.stay(), seconds, place, chance);
    }

    private Solution baseStation(int spell, double seconds, WgsCoordinate place) {
        var chance = Chance.of(person.seed(), Kind.CELLS, spell + 1L);
        int stations = 1 + chance.below(3);
        int slot = (int) (seconds / CELL_SLOT_SECONDS);
        int station = Chance.of(person.seed(), Kind.CELLS, -1L - slot).below(stations);
        double claim = 0;
        var error = Offset.NONE;
        for (int i = 0; i <= station; i++) {
            claim = chance.logUniform(Noise.CELL_LEAST_METRES, Noise.CELL_MOST_METRES);
            error = chance.offsetWith68(noise.optimism() * claim);
        }
        return new Solution(error.from(place), OptionalDouble.of(claim));
    }

    private Solution satellites(WgsCoordinate place, Chance chance) {
        double claim = Math.max(3, chance.logNormal(noise.satelliteMetres(), 0.5));
        var error = chance.offsetWith68(noise.optimism() * claim);
        if (person.town() && chance.happens(noise.multipathShare())) {
            error = chance.offsetAt(chance.logNormal(noise.multipathMetres(), 0.8));
        }
        return new Solution(error.from(place), OptionalDouble.of(claim));
    }

    private Solution indoors(int stay, double seconds, WgsCoordinate place, Chance chance) {
        var room = Chance.of(person.seed(), Kind.DWELLING, stay);
        var error = room.offsetWith68(noise.wifiBiasMetres());
        double claim = Math.max(8, Math.min(100, room.logNormal(noise.wifiClaimMetres(), 0.5)));
        double hour = seconds % Life.DAY / 3_600;
        if (hops && (hour < 6 || hour >= 23) && chance.happens(noise.hopProbability())) {
            error = room.offsetWith68(noise.hopMetres());
        }
        error = error.plus(wandering(seconds)).plus(chance.offsetWith68(5));
        return new Solution(error.from(place), chance.below(Noise.SILENT_ON_ACCURACY) == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(claim * chance.between(0.8, 1.2)));
    }

    private Offset wandering(double seconds) {
        int slot = (int) Math.min(seconds / GRID_SECONDS, east.length - 2.0);
        double part = Math.min(1, seconds / GRID_SECONDS - slot);
        return new Offset(east[slot] + part * (east[slot + 1] - east[slot]),
                north[slot] + part * (north[slot + 1] - north[slot]));
    }

    /** Wandering in one direction every five minutes: what a step keeps of the last one falls with time. */
    private double[] wander(Chance chance, List<Spell> strays) {
        double[] steps = new double[(int) (truth.until() / GRID_SECONDS) + 2];
        double kept = Math.exp(-GRID_SECONDS / (noise.driftMinutes() * 60));
        double keptStray = Math.exp(-GRID_SECONDS / STRAY_MEMORY_SECONDS);
        double drift = noise.driftMetres() * chance.gaussian();
        double stray = 0;
        for (int i = 0; i < steps.length; i++) {
            drift = kept * drift + Math.sqrt(1 - kept * kept) * noise.driftMetres() * chance.gaussian();
            double push = noise.strayMetres() * Math.sqrt(1 - keptStray * keptStray) * chance.gaussian();
            stray = keptStray * stray + (Spell.find(strays, i * GRID_SECONDS) >= 0 ? push : 0);
            steps[i] = drift + stray;
        }
        return steps;
    }
}
