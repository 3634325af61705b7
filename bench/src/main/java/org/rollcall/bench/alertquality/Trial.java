package org.rollcall.bench.alertquality;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Designs tried on many people under one regime. The same people, whatever the designs and the number of threads. */
final class Trial {

    private Trial() {
    }

    /** One score for each design, in their order. */
    static List<Score> run(Population population, int people, Regime regime, Noise noise, List<Design> designs) {
        return IntStream.range(0, people).parallel().mapToObj(number -> {
            var person = population.person(number);
            var truth = Life.of(person);
            var watch = new Watch(person, truth, new Reception(person, truth, noise), regime, noise);
            return designs.stream().map(watch::score).toList();
        }).reduce(IntStream.range(0, designs.size()).mapToObj(i -> new Score()).toList(), Trial::plus);
    }

    private static List<Score> plus(List<Score> some, List<Score> others) {
        var sum = new ArrayList<Score>();
        for (int i = 0; i < some.size(); i++) {
            sum.add(some.get(i).plus(others.get(i)));
        }
        return sum;
    }
}
