package org.rollcall.bench.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class WorldTest {

    private static final World WORLD = new World(7);

    @Test
    void everyProcessMakesTheSamePeople() {
        var again = new World(7);

        assertThat(IntStream.range(0, 50)).allSatisfy(person -> {
            assertThat(again.person(person)).isEqualTo(WORLD.person(person)).isNotEqualTo(WORLD.device(person));
            assertThat(again.secret(person)).isEqualTo(WORLD.secret(person)).hasSize(43);
            assertThat(again.base(person)).isEqualTo(WORLD.base(person));
        });
    }

    @Test
    void mostLiveWellInsideAndSomeOutside() {
        var distances = IntStream.range(0, 2_000)
                .mapToDouble(person -> WORLD.area(WORLD.county(person)).signedDistanceMetres(WORLD.base(person)))
                .toArray();

        assertThat(IntStream.range(0, distances.length).filter(i -> distances[i] < -1_000).count())
                .isBetween(1_880L, 1_960L);
        assertThat(IntStream.range(0, distances.length).filter(i -> distances[i] > 900).count()).isBetween(8L, 40L);
    }

    @Test
    void ofTheRestlessManyComeAndGo() {
        var restless = new World(7, World.Manner.RESTLESS);

        long crossing = IntStream.range(0, 300).filter(person -> {
            var base = restless.base(person);
            return IntStream.range(0, 24)
                    .mapToObj(n -> restless.area(restless.county(person))
                            .signedDistanceMetres(restless.place(base, person, 10_000L * n)) > 0)
                    .distinct().count() == 2;
        }).count();

        assertThat(crossing).isGreaterThan(30);
    }

    @Test
    void theyWalkAndDoNotJump() {
        var base = WORLD.base(3);
        var before = WORLD.place(base, 3, 1_000_000);

        assertThat(WORLD.place(base, 3, 1_001_000).distanceMetresTo(before)).isBetween(0.0, 20.0);
        assertThat(WORLD.place(base, 3, 1_000_000)).isEqualTo(before);
        assertThat(WORLD.place(base, 3, 1_600_000).distanceMetresTo(before)).isGreaterThan(100);
    }
}
