package org.rollcall.bench.geofence;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.geojson.GeoJsonReader;
import org.locationtech.jts.operation.valid.IsValidOp;

/**
 * The counties of the USA in full resolution (Census TIGER 2016, public domain), from the npm package
 * {@code boundaries}: 145 MB to fetch, of which only the counties are read and nothing else is kept.
 */
final class CensusCounties {

    private static final String PACKAGE = "boundaries@1.0.2";
    private static final String ARCHIVE = "boundaries-1.0.2.tgz";
    private static final String SHA_512_BEGINS = "f518aaacb52ae68215dac04d3a0ef36b252f93cb";
    private static final Pattern COUNTY = Pattern.compile("package/files/USA-\\d{5}\\.json");
    private static final int TAR_BLOCK = 512;

    private CensusCounties() {
    }

    /**
     * Fetches and reads them.
     *
     * @param folder where the archive lies for a while
     * @throws IOException if npm is not there, cannot fetch it in time, or gives something else
     */
    static List<Geometry> fetch(Path folder, int seconds) throws IOException {
        Files.createDirectories(folder);
        var archive = folder.resolve(ARCHIVE);
        try {
            var npm = new ProcessBuilder("npm", "pack", PACKAGE, "--silent", "--pack-destination", folder.toString())
                    .redirectErrorStream(true).redirectOutput(folder.resolve("npm.log").toFile()).start();
            if (!npm.waitFor(seconds, TimeUnit.SECONDS)) {
                npm.destroyForcibly();
                throw new IOException("npm took longer than " + seconds + " s");
            }
            if (npm.exitValue() != 0) {
                throw new IOException("npm could not fetch " + PACKAGE);
            }
            return read(archive);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while npm fetched", e);
        } finally {
            Files.deleteIfExists(archive);
        }
    }

    private static List<Geometry> read(Path archive) throws IOException {
        try (var digest = new DigestInputStream(Files.newInputStream(archive), MessageDigest.getInstance("SHA-512"))) {
            List<Geometry> counties = new ArrayList<>();
            try (var tar = new BufferedInputStream(new GZIPInputStream(digest, 1 << 16), 1 << 16)) {
                for (var header = tar.readNBytes(TAR_BLOCK); header.length == TAR_BLOCK && header[0] != 0; header = tar
                        .readNBytes(TAR_BLOCK)) {
                    take(tar, header, counties);
                }
                tar.transferTo(OutputStream.nullOutputStream());
            }
            if (!HexFormat.of().formatHex(digest.getMessageDigest().digest()).startsWith(SHA_512_BEGINS)) {
                throw new IOException(PACKAGE + " is not what it was");
            }
            return counties;
        } catch (NoSuchAlgorithmException | ParseException e) {
            throw new IOException(PACKAGE + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void take(InputStream tar, byte[] header, List<Geometry> counties)
            throws IOException, ParseException {
        int size = Integer.parseInt(text(header, 124, 11).trim(), 8);
        int padded = (size + TAR_BLOCK - 1) / TAR_BLOCK * TAR_BLOCK;
        if (!COUNTY.matcher(text(header, 0, 100)).matches()) {
            tar.skipNBytes(padded);
            return;
        }
        var json = new String(tar.readNBytes(padded), 0, size, StandardCharsets.UTF_8);
        var county = new GeoJsonReader().read(json.substring(json.indexOf("\"area\":") + 7, json.length() - 1));
        if (county.getEnvelopeInternal().getWidth() <= 180 && new IsValidOp(county).isValid()) {
            counties.add(county);
        }
    }

    private static String text(byte[] header, int from, int length) {
        var text = new String(header, from, length, StandardCharsets.US_ASCII);
        int end = text.indexOf(0);
        return end < 0 ? text : text.substring(0, end);
    }

}
