package org.rollcall.bench.alertquality;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.rollcall.bench.BenchException;

/** A tiny run, the chart, and the replay of a track. */
class AlertQualityTest {

    @Test
    void tinyRunTellsTheDesignsApart() {
        var scores = Trial.run(new Population(5), 24, Regime.FIVE_MINUTES, Noise.DEFAULT, Designs.REPORTED);

        var first = scores.get(0);
        var ours = scores.get(3);
        assertThat(first.personWeeks()).isBetween(35.0, 48.0).isEqualTo(ours.personWeeks());
        assertThat(first.falseAlerts()).isGreaterThan(100);
        assertThat(ours.falseAlerts()).isLessThan(first.falseAlerts() / 20);
        assertThat(ours.enough()).isPositive().isEqualTo(first.enough());
        assertThat(Sweep.times(first, ours)).isGreaterThan(5);
    }

    /** Whoever edits the simulator, or a parameter of it, changes these: then designs have to be chosen anew. */
    @Test
    void simulatorIsFrozen() {
        var lives = new ArrayList<String>();
        for (var regime : Regime.values()) {
            var score = Trial.run(new Population(5), 24, regime, Noise.DEFAULT, List.of(Designs.FIRST_FIX)).get(0);
            lives.add("%s: %.3f person-weeks, %d false, %d trifling, %d excursions".formatted(regime,
                    score.personWeeks(), score.falseAlerts(), score.trifling(), score.enough() + score.rest()));
        }

        assertThat(lives).containsExactly("FIVE_MINUTES: 46.287 person-weeks, 418 false, 104 trifling, 31 excursions",
                "HALF_HOUR: 46.287 person-weeks, 201 false, 36 trifling, 31 excursions",
                "CHECK_INS: 46.287 person-weeks, 22 false, 7 trifling, 31 excursions");
    }

    @Test
    void tinyRunIsTheSameAgain() {
        for (var regime : Regime.values()) {
            var once = Trial.run(new Population(5), 8, regime, Noise.DEFAULT, Designs.REPORTED);
            var again = Trial.run(new Population(5), 8, regime, Noise.DEFAULT, Designs.REPORTED);
            for (int i = 0; i < once.size(); i++) {
                assertThat(again.get(i)).usingRecursiveComparison().isEqualTo(once.get(i));
            }
        }
    }

    @Test
    void sweepHasARowForEachVariationAndNamesTheWorst() {
        var sweep = new Sweep();
        var usual = List.of(score(1_000, 0), score(1, 0));
        for (var variation : Sweep.VARIATIONS) {
            sweep.add(variation, Regime.FIVE_MINUTES, usual);
            sweep.add(variation, Regime.CHECK_INS, variation.label().equals("Wi-Fi twice as wrong")
                    ? List.of(score(1_000, 0), score(500, 2))
                    : usual);
        }

        var text = sweep.table().text();

        assertThat(text).contains("sticky errors of up to 8 fixes", "three check-ins a day: false a person-week");
        assertThat(text.lines().filter(line -> line.startsWith("|"))).hasSize(2 + Sweep.VARIATIONS.size());
        assertThat(sweep.worst()).hasSize(2).last()
                .isEqualTo("three check-ins a day, the worst: 'Wi-Fi twice as wrong',"
                        + " 2 times fewer false alerts than first fix; missed in all variations: 2");
    }

    private static Score score(int falseAlerts, int missed) {
        var score = new Score();
        score.inside(1_000 * 7 * Life.DAY);
        IntStream.range(0, falseAlerts).forEach(i -> score.falseAlert());
        IntStream.range(0, missed).forEach(i -> score.excursion(true, false));
        return score;
    }

    @Test
    void delayMayTakeTheHoldDownAndOneInterval() {
        // Three fixes take two intervals, more than the 8 minutes and the one minute of the policies.
        assertThat(AlertQualityBenchmark.delayBound(Regime.FIVE_MINUTES)).isEqualTo(10 + 5);
        assertThat(AlertQualityBenchmark.delayBound(Regime.HALF_HOUR)).isEqualTo(60 + 30);
        // A burst takes two minutes, and the night is the longest interval.
        assertThat(AlertQualityBenchmark.delayBound(Regime.CHECK_INS)).isEqualTo(2 + 12 * 60);
    }

    @Test
    void peopleOfTheReportAreNotThoseOfTheTuning() {
        assertThat(AlertQualityBenchmark.REPORT_SEED).isNotEqualTo(AlertQualityBenchmark.TUNING_SEED);
    }

    @Test
    void chartIsWellFormedAndNamesEveryDetectorAndRegime() throws Exception {
        var scores = new EnumMap<Regime, List<Score>>(Regime.class);
        for (var regime : Regime.values()) {
            scores.put(regime, Trial.run(new Population(5), 4, regime, Noise.DEFAULT, Designs.REPORTED));
        }

        var svg = Chart.svg(Designs.REPORTED, scores);

        var document = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(svg).contains("first fix outside", "distance minus accuracy", "every 30 minutes", "none; at most");
    }

    @Test
    void trackThatStaysGivesNoAlertAndAFenceAcrossItItsExits() {
        var text = new StringBuilder("<gpx xmlns=\"http://www.topografix.com/GPX/1/1\"><trk><trkseg>");
        for (int i = 0; i <= 240; i++) {
            // Ten minutes west, then half an hour east, then back: one exit over each of the fences from the west.
            double east = 3_000 * Math.sin(Math.min(Math.PI, Math.max(0, (i - 40) / 120.0 * Math.PI)));
            var place = Story.east(east);
            text.append("<trkpt lat=\"%s\" lon=\"%s\"><time>%s</time></trkpt>".formatted(
                    place.latitude() + i * 1e-6, place.longitude(),
                    Instant.parse("2026-03-02T00:00:00Z").plusSeconds(15L * i)));
        }
        text.append("</trkseg></trk></gpx>");
        var fixes = Gpx.fixes(new ByteArrayInputStream(text.toString().getBytes(UTF_8)));

        var outcome = Tracks.replay(new Tracks.Track("made", fixes));

        assertThat(fixes).hasSize(241);
        assertThat(outcome.within()).isZero();
        assertThat(outcome.exits()).isEqualTo(3).isEqualTo(outcome.alerts());
        assertThat(outcome.fencesWrong()).isZero();
    }

    @Test
    void pointsWithoutATimeOrOutOfOrderAreLeftOut() {
        var fixes = Gpx.fixes(new ByteArrayInputStream("""
                <gpx><wpt lat="1" lon="1"><time>2026-03-02T00:00:00Z</time></wpt><trk><trkseg>
                <trkpt lat="31" lon="108"/>
                <trkpt lat="31" lon="108"><time>2026-03-02T00:00:10Z</time></trkpt>
                <trkpt lat="31" lon="108"><time>2026-03-02T00:00:10Z</time></trkpt>
                <trkpt lat="31" lon="108"><time>2026-03-02T00:00:05Z</time></trkpt>
                </trkseg></trk></gpx>""".getBytes(UTF_8)));

        assertThat(fixes).hasSize(1);
    }

    @Test
    void fileThatIsNoTrackIsRefusedWithItsReason() {
        assertThatExceptionOfType(BenchException.class)
                .isThrownBy(() -> Gpx.fixes(new ByteArrayInputStream("<gpx><trk>".getBytes(UTF_8))))
                .withMessageStartingWith("a track cannot be read");
        assertThat(new ArrayList<>(Gpx.fixes(new ByteArrayInputStream("<gpx/>".getBytes(UTF_8))))).isEmpty();
    }
}
