package org.rollcall.geofence;

import java.util.List;
import java.util.stream.Collectors;

/**
 * An area that cannot be judged by. The message names what is wrong and in which ring; {@link #problems} know the place
 * too, which is kept out of the message because messages end in logs. What it holds is immutable and safe for all
 * threads.
 */
public final class InvalidAreaException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<AreaProblem> problems;

    /** For what is wrong with something that is no polygon: bytes, a circle. */
    public InvalidAreaException(String message) {
        super(message);
        problems = List.of();
    }

    InvalidAreaException(List<AreaProblem> problems) {
        super(problems.stream().map(AreaProblem::sentence).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    InvalidAreaException(AreaProblem problem) {
        this(List.of(problem));
    }

    /** What is wrong with the polygons; empty for what is none. */
    public List<AreaProblem> problems() {
        return problems == null ? List.of() : problems;
    }
}
