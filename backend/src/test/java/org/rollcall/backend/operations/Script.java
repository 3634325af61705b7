package org.rollcall.backend.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** One of the checkout's scripts, run with an environment of its own and with impostors on its path. */
final class Script {

    /** How a run ended. */
    record Result(int exit, String output, String errors) {

        /** The lines that begin with the program's name: an error is exactly one. */
        List<String> complaints() {
            return errors.lines().filter(line -> line.startsWith("rollcall: ")).toList();
        }
    }

    private final Path file;
    private final Map<String, String> environment = new TreeMap<>();
    private final Path impostors;

    private Script(Path file, Path scratch) {
        this.file = file;
        this.impostors = scratch.resolve("impostors");
    }

    /** A script by its path in the checkout; impostors are written under {@code scratch}. */
    static Script of(String path, Path scratch) {
        return new Script(root().resolve(path), scratch);
    }

    Script with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Puts a program of that name before the real one: the lines of a shell script. */
    Script withImpostor(String name, String... lines) {
        try {
            Files.createDirectories(impostors);
            var program = impostors.resolve(name);
            Files.writeString(program, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path impostors() {
        return impostors;
    }

    Result run(String... arguments) {
        try {
            var output = Files.createTempFile("rollcall-script", ".out");
            var errors = Files.createTempFile("rollcall-script", ".err");
            var process = builder(arguments).redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
            process.getOutputStream().close();
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
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
    ProcessBuilder builder(String... arguments) {
        var words = new ArrayList<>(List.of("bash", file.toString()));
        words.addAll(List.of(arguments));
        var builder = new ProcessBuilder(words);
        var variables = builder.environment();
        variables.keySet().removeIf(name -> name.startsWith("ROLLCALL_") || name.equals("DATABASE_URL"));
        variables.put("PATH", impostors + ":" + variables.get("PATH"));
        variables.putAll(environment);
        return builder;
    }

    static Path root() {
        for (var path = Path.of("").toAbsolutePath(); path != null; path = path.getParent()) {
            if (Files.exists(path.resolve("build-tools/postgres.sh"))) {
                return path;
            }
        }
        throw new IllegalStateException("build-tools/postgres.sh not found above the working directory");
    }
}
