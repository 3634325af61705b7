package org.rollcall.bench.geofence;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import org.locationtech.jts.io.WKBWriter;
import org.rollcall.bench.BenchException;
import org.rollcall.bench.Settings;

/**
 * The home areas that everything is measured with, in a file that all JVMs of a run read: real counties where npm can
 * fetch them, else made ones. The file is kept beside the local database, so that they are fetched once.
 *
 * @param file counties as WKB, each led by its length
 * @param whence what they are, for the report
 */
record CountyData(Path file, String whence) {

    private static final int MADE = 3_200;
    private static final int SECONDS_TO_FETCH = 600;
    private static final int SECONDS_TO_FETCH_IN_A_SHORT_RUN = 30;

    /** Finds the file or makes it. */
    static CountyData prepare(Settings settings) {
        var folder = settings.root().resolve(".rollcall").resolve("bench");
        var real = new CountyData(folder.resolve("counties-census-2016.wkb"),
                "counties of the USA, Census TIGER 2016, full resolution");
        if (Files.exists(real.file)) {
            return real;
        }
        try {
            settings.say("fetching counties, once");
            real.write(CensusCounties.fetch(folder,
                    settings.shortRun() ? SECONDS_TO_FETCH_IN_A_SHORT_RUN : SECONDS_TO_FETCH));
            return real;
        } catch (IOException e) {
            settings.say("no real counties (" + e.getMessage() + "): making some");
        }
        var made = new CountyData(folder.resolve("counties-made-" + settings.seed() + ".wkb"),
                "counties made from the seed, because the real ones could not be fetched");
        if (!Files.exists(made.file)) {
            made.write(Counties.make(settings.seed(), MADE));
        }
        return made;
    }

    /** Reads them all. */
    List<Geometry> read() {
        byte[][] wkb;
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            wkb = new byte[in.readInt()][];
            for (int i = 0; i < wkb.length; i++) {
                wkb[i] = in.readNBytes(in.readInt());
            }
        } catch (IOException | NegativeArraySizeException e) {
            throw new BenchException("cannot read " + file + ": remove it and run again", e);
        }
        return IntStream.range(0, wkb.length).parallel().mapToObj(i -> parse(wkb[i])).toList();
    }

    void write(List<Geometry> counties) {
        var part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.createDirectories(file.getParent());
            try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part), 1 << 16))) {
                out.writeInt(counties.size());
                for (var county : counties) {
                    var wkb = new WKBWriter().write(county);
                    out.writeInt(wkb.length);
                    out.write(wkb);
                }
            }
            Files.move(part, file);
        } catch (IOException e) {
            throw new BenchException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static Geometry parse(byte[] wkb) {
        try {
            return new WKBReader().read(wkb);
        } catch (ParseException e) {
            throw new BenchException("a county is no WKB: remove the file and run again", e);
        }
    }
}
