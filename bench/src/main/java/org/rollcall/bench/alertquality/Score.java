package org.rollcall.bench.alertquality;

import java.util.ArrayList;
import java.util.List;

/**
 * What a detector did, held against the truth. The definitions are here and in {@link Watch}, and nowhere else.
 *
 * <ul>
 * <li>A <b>false alert</b> opened with a fix that was taken while the person was inside.
 * <li>A <b>trifling</b> one opened while the person truly was outside, on an excursion that is not
 * {@link Excursion#serious() serious}.
 * <li>A serious excursion is <b>found</b> if an alert was open at some time in it, <b>missed</b> if not. Those that left
 * {@link Evidence enough fixes} are counted apart from the rest.
 * <li>The <b>delay</b> is the time from the crossing to the receipt of the fix that opened the first alert, for those
 * with enough fixes; an alert that was open before has none.
 * </ul>
 *
 * Not thread-safe.
 */
final class Score {

    private static final double WEEK = 7 * Life.DAY;

    private double secondsInside;
    private int falseAlerts;
    private int trifling;
    private int enough;
    private int missed;
    private int rest;
    private int restFound;
    private int doubts;
    private final List<Double> delays = new ArrayList<>();

    void inside(double seconds) {
        secondsInside += seconds;
    }

    void falseAlert() {
        falseAlerts++;
    }

    void triflingAlert() {
        trifling++;
    }

    void excursion(boolean enoughFixes, boolean found) {
        enough += enoughFixes ? 1 : 0;
        missed += enoughFixes && !found ? 1 : 0;
        rest += enoughFixes ? 0 : 1;
        restFound += !enoughFixes && found ? 1 : 0;
    }

    void delay(double seconds) {
        delays.add(seconds / 60);
    }

    void doubts(int number) {
        doubts += number;
    }

    Score plus(Score other) {
        var sum = new Score();
        for (var one : List.of(this, other)) {
            sum.secondsInside += one.secondsInside;
            sum.falseAlerts += one.falseAlerts;
            sum.trifling += one.trifling;
            sum.enough += one.enough;
            sum.missed += one.missed;
            sum.rest += one.rest;
            sum.restFound += one.restFound;
            sum.doubts += one.doubts;
            sum.delays.addAll(one.delays);
        }
        return sum;
    }

    /** Weeks that people spent inside. */
    double personWeeks() {
        return secondsInside / WEEK;
    }

    int falseAlerts() {
        return falseAlerts;
    }

    double falsePerWeek() {
        return falseAlerts / personWeeks();
    }

    /**
     * The upper bound of the rate of false alerts at 95 % confidence, one-sided, as if they were independent: the rule
     * of three where there were none, and the square-root approximation to Poisson's law else.
     */
    double falsePerWeekAtMost() {
        double most = falseAlerts == 0 ? 3 : Math.pow(Math.sqrt(falseAlerts + 0.75) + 1.645 / 2, 2);
        return most / personWeeks();
    }

    int trifling() {
        return trifling;
    }

    int enough() {
        return enough;
    }

    int missed() {
        return missed;
    }

    int rest() {
        return rest;
    }

    int restFound() {
        return restFound;
    }

    double doubtsPerWeek() {
        return doubts / personWeeks();
    }

    /** In minutes. */
    List<Double> delays() {
        return delays;
    }
}
