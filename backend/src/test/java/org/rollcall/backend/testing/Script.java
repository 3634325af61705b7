package org.rollcall.backend.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** A script, run with an environment of its own and with impostors on its path. */
public final class Script {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Long enough to install PostgreSQL's packages. */
    private static final Duration PATIENCE_OF_PEOPLE = Duration.ofMinutes(15);

    /** How a run ended. */
    public record Result(int exit, String output, String errors) {

        /** The lines that begin with the program's name: an error is exactly one. */
        public List<String> complaints() {
            return errors.lines().filter(line -> line.startsWith("rollcall: ")).toList();
        }
    }

    private final Path file;
    private final Path impostors;
    private final Duration patience;
    private final Map<String, String> environment = new TreeMap<>();
    private final Set<String> taken = new TreeSet<>();

    private Script(Path file, Path impostors, Duration patience) {
        this.file = file;
        this.impostors = impostors;
        this.patience = patience;
    }

    /** One of the checkout's by its path, with nothing of ours in its environment; impostors are written under {@code scratch}. */
    public static Script of(String path, Path scratch) {
        return of(Checkout.resolve(path), scratch);
    }

    /** The same for any script. */
    public static Script of(Path file, Path scratch) {
        return new Script(file, scratch.resolve("impostors"), PATIENCE);
    }

    /** One of the checkout's by its path, as whoever runs the tests would run it: with all their settings. */
    static Script asCalled(String path) {
        return new Script(Checkout.resolve(path), null, PATIENCE_OF_PEOPLE);
    }

    /** Sets a variable of its environment. */
    public Script with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Takes a variable out of its environment. */
    public Script without(String variable) {
        taken.add(variable);
        return this;
    }

    /** Puts a program of that name before the real one: the lines of a shell script. */
    public Script withImpostor(String name, String... lines) {
        write(impostors.resolve(name), lines);
        return this;
    }

    /** Where the impostors are. */
    public Path impostors() {
        return impostors;
    }

    /** Writes an executable shell script. */
    public static Path write(Path program, String... lines) {
        try {
            Files.createDirectories(program.getParent());
            Files.writeString(program, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
            return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs it to its end. */
    public Result run(String... arguments) {
        try {
            var output = Files.createTempFile("rollcall-script", ".out");
            var errors = Files.createTempFile("rollcall-script", ".err");
            var process = builder(arguments).redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
            process.getOutputStream().close();
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(file.getFileName() + " does not end: " + Files.readString(errors));
            }
            var result = new Result(process.exitValue(), Files.readString(output), Files.readString(errors));
            Files.delete(output);
            Files.delete(errors);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The process to be, for who wants to meet it while it runs. */
    public ProcessBuilder builder(String... arguments) {
        var words = new ArrayList<>(List.of("bash", file.toString()));
        words.addAll(List.of(arguments));
        var builder = new ProcessBuilder(words);
        var variables = builder.environment();
        if (impostors != null) {
            variables.keySet().removeIf(name -> name.startsWith("ROLLCALL_") || name.equals("DATABASE_URL"));
            variables.put("PATH", impostors + ":" + variables.get("PATH"));
        }
        variables.keySet().removeAll(taken);
        variables.putAll(environment);
        return builder;
    }
}
