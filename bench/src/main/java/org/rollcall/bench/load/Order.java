package org.rollcall.bench.load;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a load generator is to do; travels as a line of words.
 *
 * @param ports of 127.0.0.1; connections are spread over them, and one that breaks goes to the next
 * @param firstPerson the first of the people who send
 * @param people how many people send, one after the other
 * @param connections the most requests at work at once
 * @param keepAlive whether a connection is kept; otherwise each request has its own
 * @param rate requests a second in an open loop; 0 for a closed one
 * @param millis for how long requests are begun; those begun are waited for
 * @param repeats each request is sent 1 to so many times, in random order
 * @param stubborn whether what is not answered 200 is sent again until it is
 * @param backlogMillis how far back the times of the fixes begin, to catch up evenly; 0: they are of now; below 0:
 *        they are of so much later, as of phones whose clock is ahead
 * @param journal a file for what was acknowledged, or "-"
 */
public record Order(List<Integer> ports, Traffic traffic, int firstPerson, int people, int connections,
        boolean keepAlive,
        double rate, long millis, int repeats, boolean stubborn, long backlogMillis, String journal) {

    public Order {
        ports = List.copyOf(ports);
    }

    /** A closed loop over kept connections. */
    public static Order closed(int port, Traffic traffic, int firstPerson, int people, int connections, long millis) {
        return new Order(List.of(port), traffic, firstPerson, people, connections, true, 0, millis, 1, false, 0, "-");
    }

    /** The same with a connection for each request. */
    public Order withNewConnections() {
        return new Order(ports, traffic, firstPerson, people, connections, false, rate, millis, repeats, stubborn,
                backlogMillis, journal);
    }

    /** The same at a rate that does not wait for answers. */
    public Order open(double requestsASecond, int most) {
        return new Order(ports, traffic, firstPerson, people, most, keepAlive, requestsASecond, millis, repeats,
                stubborn, backlogMillis, journal);
    }

    /** The same, by clients that repeat themselves and do not give up, with a journal of what was acknowledged. */
    public Order stubborn(int most, String file) {
        return new Order(ports, traffic, firstPerson, people, connections, keepAlive, rate, millis, most, true,
                backlogMillis, file);
    }

    /** The same, with fixes of the time that has passed. */
    public Order backlog(long behindMillis) {
        return new Order(ports, traffic, firstPerson, people, connections, keepAlive, rate, millis, repeats, stubborn,
                behindMillis, journal);
    }

    /** The same, for another time. */
    public Order lasting(long time) {
        return new Order(ports, traffic, firstPerson, people, connections, keepAlive, rate, time, repeats, stubborn,
                backlogMillis, journal);
    }

    /** The same, to several nodes. */
    public Order to(List<Integer> nodes) {
        return new Order(nodes, traffic, firstPerson, people, connections, keepAlive, rate, millis, repeats, stubborn,
                backlogMillis, journal);
    }

    String line() {
        var words = ports.stream().map(String::valueOf).collect(Collectors.joining(","));
        return Arrays.asList(words, traffic, firstPerson, people, connections, keepAlive, rate, millis, repeats,
                stubborn, backlogMillis, journal).stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    static Order of(String line) {
        var words = line.strip().split(" ", 12);
        return new Order(Stream.of(words[0].split(",")).map(Integer::valueOf).toList(), Traffic.valueOf(words[1]),
                Integer.parseInt(words[2]),
                Integer.parseInt(words[3]), Integer.parseInt(words[4]), Boolean.parseBoolean(words[5]),
                Double.parseDouble(words[6]), Long.parseLong(words[7]), Integer.parseInt(words[8]),
                Boolean.parseBoolean(words[9]), Long.parseLong(words[10]), words[11]);
    }
}
