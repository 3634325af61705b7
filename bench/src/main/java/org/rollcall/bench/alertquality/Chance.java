package org.rollcall.bench.alertquality;

import java.util.SplittableRandom;

/**
 * Random numbers of the usual shapes from a seed. Each thing that is random has its own, so that to look at one more fix
 * of a person changes nothing else. Not thread-safe.
 */
final class Chance {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private final SplittableRandom random;

    Chance(long seed) {
        random = new SplittableRandom(seed);
    }

    /** The chance of a numbered thing of a kind, that belongs to something with a seed. */
    static Chance of(long seed, Kind kind, long number) {
        long mixed = seed * GOLDEN + kind.ordinal() + 1;
        mixed = (mixed ^ (mixed >>> 29)) * 0xBF58476D1CE4E5B9L + number;
        return new Chance(mixed ^ (mixed >>> 32));
    }

    /** What may be random. */
    enum Kind {
        PERSON, DWELLING, DAYS, ROADS, DRIFT, CELLS, STICKY, GAPS, SCHEDULE, FIX, BURST
    }

    double uniform() {
        return random.nextDouble();
    }

    double between(double least, double most) {
        return least + (most - least) * random.nextDouble();
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    long nextSeed() {
        return random.nextLong();
    }

    double gaussian() {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }

    double exponential(double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }

    /** Between two bounds, each decade as likely as the other. */
    double logUniform(double least, double most) {
        return least * Math.exp(random.nextDouble() * Math.log(most / least));
    }

    /** With a median and a standard deviation of the logarithm. */
    double logNormal(double median, double spread) {
        return median * Math.exp(spread * gaussian());
    }

    /** How far off in the plane, where both directions are normal, given the distance that 68 % do not exceed. */
    Offset offsetWith68(double metres) {
        double sigma = metres / Math.sqrt(-2 * Math.log1p(-0.68));
        return new Offset(sigma * gaussian(), sigma * gaussian());
    }

    /** So far off in any direction. */
    Offset offsetAt(double metres) {
        double direction = between(0, 2 * Math.PI);
        return new Offset(metres * Math.cos(direction), metres * Math.sin(direction));
    }
}
