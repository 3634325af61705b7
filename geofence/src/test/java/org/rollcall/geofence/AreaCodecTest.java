package org.rollcall.geofence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import org.locationtech.jts.io.WKBWriter;

class AreaCodecTest {

    private static final String ENCLAVE = "MULTIPOLYGON(((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 3 1, 3 3, 1 3, 1 1)),"
            + " ((1.5 1.5, 2 1.5, 2 2, 1.5 2, 1.5 1.5)))";

    @Property(tries = 200)
    void polygonsComeBackVertexByVertex(@ForAll long seed, @ForAll @IntRange(min = 3, max = 500) int vertices)
            throws ParseException {
        var geometry = Shapes.county(seed, vertices, 108, 31, 0.4);

        var bytes = AreaCodec.encode(Area.polygonal(geometry));

        assertThat(AreaCodec.toGeometry(AreaCodec.decode(bytes)).equalsExact(geometry)).isTrue();
        assertThat(new WKBReader().read(bytes).equalsExact(geometry)).isTrue();
        assertThat(new WKBReader().read(bytes).getSRID()).isEqualTo(4326);
    }

    @Test
    void holesAndEnclavesComeBack() {
        var geometry = Shapes.wkt(ENCLAVE);

        var area = AreaCodec.decode(AreaCodec.encode(Area.polygonal(geometry)));

        assertThat(AreaCodec.toGeometry(area).equalsExact(geometry)).isTrue();
        assertThat(area.covers(new WgsCoordinate(2.5, 2.5))).isFalse();
        assertThat(area.covers(new WgsCoordinate(1.7, 1.7))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {ByteOrderValues.BIG_ENDIAN, ByteOrderValues.LITTLE_ENDIAN})
    void bothByteOrdersAreReadWithAndWithoutSrid(int order) {
        var geometry = Shapes.wkt(ENCLAVE);
        geometry.setSRID(4326);

        for (boolean srid : new boolean[]{true, false}) {
            var area = AreaCodec.decode(new WKBWriter(2, order, srid).write(geometry));

            assertThat(AreaCodec.toGeometry(area).equalsExact(geometry)).isTrue();
        }
    }

    @Property(tries = 2_000)
    void circlesComeBack(@ForAll @DoubleRange(min = -87, max = 87) double latitude,
            @ForAll @DoubleRange(min = -180, max = 180) double longitude,
            @ForAll @DoubleRange(min = 0.01, max = 200_000) double radius) {
        var circle = Area.circle(new WgsCoordinate(latitude, longitude), radius);

        assertThat(AreaCodec.decode(AreaCodec.encode(circle))).isEqualTo(circle);
    }

    @Test
    void circleHasNoVerticesToGive() {
        var circle = Area.circle(new WgsCoordinate(1, 1), 5);

        assertThatIllegalArgumentException().isThrownBy(() -> AreaCodec.toGeometry(circle));
    }

    @Test
    void otherReferenceSystemIsRefused() {
        var geometry = Shapes.wkt("POLYGON((0 0, 1 0, 1 1, 0 0))");
        geometry.setSRID(3857);

        assertThatExceptionOfType(InvalidAreaException.class)
                .isThrownBy(() -> AreaCodec.decode(new WKBWriter(2, true).write(geometry)))
                .withMessageContaining("3857");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POINT(1 1)", "LINESTRING(0 0, 1 1)", "POLYGON EMPTY", "MULTIPOLYGON EMPTY",
        "GEOMETRYCOLLECTION(POLYGON((0 0, 1 0, 1 1, 0 0)))", "POLYGON((0 0, 1 1, 1 0, 0 1, 0 0))"})
    void wkbOfNoAreaIsRefused(String wkt) {
        assertThatExceptionOfType(InvalidAreaException.class)
                .isThrownBy(() -> AreaCodec.decode(new WKBWriter().write(Shapes.wkt(wkt))));
    }

    @Test
    void hostileNestingIsRefusedAndNotFollowed() {
        var deep = ByteBuffer.allocate(9 * 1_000_000);
        while (deep.hasRemaining()) {
            deep.put((byte) 0).putInt(6).putInt(1);
        }

        assertThatExceptionOfType(InvalidAreaException.class).isThrownBy(() -> AreaCodec.decode(deep.array()));
    }

    @Test
    void everyTruncationIsRefused() {
        for (var area : new Area[]{Area.polygonal(Shapes.wkt(ENCLAVE)), Area.circle(new WgsCoordinate(1, 2), 3)}) {
            var bytes = AreaCodec.encode(area);
            for (int length = 0; length < bytes.length; length++) {
                var cut = Arrays.copyOf(bytes, length);

                assertThatExceptionOfType(InvalidAreaException.class).isThrownBy(() -> AreaCodec.decode(cut));
            }
            assertThatExceptionOfType(InvalidAreaException.class)
                    .isThrownBy(() -> AreaCodec.decode(Arrays.copyOf(bytes, bytes.length + 1)));
        }
    }

    /** 20,000 cases of bytes from nowhere. */
    @Property(tries = 20_000)
    void bytesFromNowhereAreAnAreaOrARefusal(@ForAll @Size(max = 120) byte[] bytes) {
        assertTotal(bytes);
    }

    /** 20,000 cases of an area with one to four bytes changed. */
    @Property(tries = 20_000)
    void damagedBytesAreAnAreaOrARefusal(@ForAll long seed) {
        var random = new Random(seed);
        var bytes = AreaCodec.encode(random.nextInt(4) == 0
                ? Area.circle(new WgsCoordinate(1, 2), 3)
                : Area.polygonal(Shapes.wkt(ENCLAVE)));
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        assertTotal(bytes);
    }

    private static void assertTotal(byte[] bytes) {
        try {
            var area = AreaCodec.decode(bytes);
            assertThat(AreaCodec.decode(AreaCodec.encode(area)).vertexCount()).isEqualTo(area.vertexCount());
        } catch (InvalidAreaException refusal) {
            assertThat(refusal).hasMessageContaining(" ");
        }
    }
}
