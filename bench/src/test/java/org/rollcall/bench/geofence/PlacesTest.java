package org.rollcall.bench.geofence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.rollcall.bench.BenchException;
import org.rollcall.geofence.Area;
import org.rollcall.geofence.Kernel;
import org.rollcall.geofence.Policy;
import org.rollcall.geofence.Verdict.Answer;

/** That what is measured is what the tables say. */
class PlacesTest {

    @TempDir
    Path folder;
    private CountyData counties;

    @BeforeEach
    void makeCounties() {
        counties = new CountyData(folder.resolve("counties.wkb"), "made");
        counties.write(Counties.make(7, 12));
    }

    @Test
    void countiesComeBackFromTheFile() {
        var again = counties.read();

        assertThat(again).hasSize(12);
        assertThat(again.get(3).equalsExact(Counties.make(7, 12).get(3))).isTrue();
    }

    @Test
    void fileThatIsNoneIsOneClearError() throws Exception {
        Files.write(counties.file(), new byte[]{0, 0, 0, 9, 0, 0, 0, 3, 1, 2, 3});

        assertThatExceptionOfType(BenchException.class).isThrownBy(counties::read).withMessageContaining("remove");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hot", "border", "random"})
    void oursAndJtsAnswerTheSameQuestionAlike(String setting) {
        var places = new Places(setting, 7, counties.file().toString());
        var ours = places.areas.stream().map(Area::polygonal).toList();
        var jts = places.areas.stream().map(IndexedPointInAreaLocator::new).toList();
        int inside = 0;
        for (int i = 0; i < Places.COUNT; i += 10) {
            var area = ours.get(places.home[i]);

            assertThat(area.locate(places.places[i])).isEqualTo(jts.get(places.home[i]).locate(places.places[i]));
            inside += area.locate(places.places[i]) == 0 ? 1 : 0;
        }
        assertThat(inside * 10.0 / Places.COUNT).isBetween(0.3, 0.8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hot", "cold"})
    void mostFixesAreMadeAtHomeAndJudgedLive(String setting) {
        var people = new People(setting, 7, counties.file().toString());
        int inside = 0;
        int live = 0;
        for (int n = 0; n < 20_000; n++) {
            int i = people.next();
            var judgement = Kernel.judge(people.standings[people.person[i]], people.fixes[i],
                    people.rulebooks[people.person[i]], Policy.DEFAULT);
            people.standings[people.person[i]] = judgement.next();
            inside += judgement.verdict().answer() == Answer.INSIDE ? 1 : 0;
            live += judgement.timeliness() == org.rollcall.geofence.Judgement.Timeliness.LIVE ? 1 : 0;
        }
        assertThat(live).isEqualTo(20_000);
        assertThat(inside).isGreaterThan(15_000);
    }
}
