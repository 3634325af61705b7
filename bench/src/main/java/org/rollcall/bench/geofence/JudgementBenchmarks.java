package org.rollcall.bench.geofence;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.rollcall.geofence.Judgement;
import org.rollcall.geofence.Kernel;
import org.rollcall.geofence.Policy;

/** The whole judgement of a fix: rulebook, all areas, accuracy, state machine. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JudgementBenchmarks {

    /** People with their rules and the stream of their fixes. */
    @State(Scope.Thread)
    public static class Stream {

        @Param("hot")
        public String setting;

        @Param("20261124")
        public long seed;

        @Param("")
        public String counties;

        People people;

        @Setup(Level.Trial)
        public void make() {
            people = new People(setting, seed, counties);
        }
    }

    @Benchmark
    public Judgement judge(Stream stream) {
        var people = stream.people;
        int i = people.next();
        int person = people.person[i];
        var judgement = Kernel.judge(people.standings[person], people.fixes[i], people.rulebooks[person],
                Policy.DEFAULT);
        people.standings[person] = judgement.next();
        return judgement;
    }
}
