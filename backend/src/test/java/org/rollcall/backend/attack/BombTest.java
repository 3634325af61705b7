package org.rollcall.backend.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.backend.testing.Contract.givenAnyRequest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rollcall.backend.testing.DatabaseResource;

/** Small requests that would cost much: by depth, by size, by number, by pattern. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
@ExtendWith(Counted.class)
class BombTest {

    // What these would cost if nothing stopped them is minutes and more; a busy machine may take its time.
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int DEEP = 100_000;
    private static final long DEEP_STACK = 64L << 20;
    private static final JsonFactory LIMITLESS = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE).maxStringLength(Integer.MAX_VALUE).build())
            .build();

    @TestHTTPResource("/api/v1/sessions")
    URI sessions;

    static Stream<Arguments> bodies() throws IOException {
        return Stream.of(Arguments.of("arrays in arrays", "[".repeat(DEEP)),
                Arguments.of("objects in objects", "{\"login\":".repeat(DEEP)),
                Arguments.of("depth in a field", "{\"login\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + "}"),
                Arguments.of("depth in an unknown field", "{\"x\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + "}"),
                Arguments.of("an endless number", "{\"login\":" + "9".repeat(1_000_000) + "}"),
                Arguments.of("a number of many zeroes", "{\"login\":1e999999999}"),
                Arguments.of("many fields", IntStream.range(0, 100_000).mapToObj(i -> "\"k" + i + "\":1")
                        .collect(Collectors.joining(",", "{", "}"))),
                Arguments.of("fields of one hash", fieldsOfOneHash()),
                Arguments.of("a long text", "{\"login\":\"" + "a".repeat(1_900_000) + "\",\"password\":\"x\"}"));
    }

    /** Aa and BB have the same hash, and so has every row of them. */
    private static String fieldsOfOneHash() {
        List<String> names = List.of("");
        for (int i = 0; i < 14; i++) {
            names = names.stream().flatMap(name -> Stream.of(name + "Aa", name + "BB")).toList();
        }
        return names.stream().map(name -> "\"" + name + "\":1").collect(Collectors.joining(",", "{", "}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void itIsRefusedSoon(String what, String body) throws IOException, InterruptedException {
        // By a client that does not read what it sends: the contract's validator would be blown up by it.
        var request = HttpRequest.newBuilder(sessions).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        long begun = System.nanoTime();

        int status = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();

        assertThat(status).as(what).isIn(400, 413);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).as(what).isLessThan(SOON);
        assertThat(givenAnyRequest().get("/api/v1/openapi.yaml").statusCode()).isEqualTo(200);
    }

    /** Ours stops at the first that is wrong; one that reads on, and sets no limits, has all of that work. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void aCarelessReaderHasAllTheWork(String what, String body) {
        assertThat(workOf(body)).as(what).isGreaterThan(10_000);
    }

    /** How many things it has to remember or to write down: tokens, and the signs and digits of each. */
    private static long workOf(String body) {
        long work = 0;
        try (var parser = LIMITLESS.createParser(body)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                work++;
                if (token.isScalarValue()) {
                    var text = parser.getText();
                    int power = token == JsonToken.VALUE_NUMBER_FLOAT ? text.indexOf('e') : -1;
                    work += power < 0 ? text.length() : Long.parseLong(text.substring(power + 1));
                }
            }
        } catch (IOException e) {
            // It never ended, and has been read until there.
        }
        return work;
    }

    @Test
    void whatIsCompressedIsNotBlownUp() throws IOException {
        var bomb = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bomb)) {
            for (int i = 0; i < 100; i++) {
                zip.write(new byte[1_000_000]);
            }
        }

        assertThat(givenAnyRequest().contentType("application/json").header("Content-Encoding", "gzip")
                .body(bomb.toByteArray()).post("/api/v1/sessions").statusCode()).isIn(400, 413, 415);

        try (var blown = new GZIPInputStream(new ByteArrayInputStream(bomb.toByteArray()))) {
            assertThat(blown.skip(Long.MAX_VALUE)).as("where it is").isEqualTo(100_000_000L);
            assertThat(bomb.size()).isLessThan(1_000_000);
        }
    }

    @Test
    void itIsTheReadersLimitThatRefusesDepth() throws IOException {
        var deep = ("[".repeat(DEEP) + "]".repeat(DEEP)).getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> readAll(new JsonFactory(), deep)).isInstanceOf(StreamConstraintsException.class);

        assertThat(readAll(LIMITLESS, deep)).isEqualTo(DEEP);
    }

    private static int readAll(JsonFactory factory, byte[] json) throws IOException {
        int deepest = 0;
        try (var parser = factory.createParser(json)) {
            while (parser.nextToken() != null) {
                deepest = Math.max(deepest, parser.getParsingContext().getNestingDepth());
            }
        }
        return deepest;
    }

    /** Every pattern that our code keeps, and every one that the contract states. */
    static Stream<Arguments> patterns() {
        var kept = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.rollcall").stream().flatMap(type -> type.getFields().stream())
                .filter(field -> field.getRawType().isEquivalentTo(Pattern.class)
                        && field.getModifiers().contains(com.tngtech.archunit.core.domain.JavaModifier.STATIC))
                .map(BombTest::valueOf);
        var stated = Operations.withAJsonBody().filter(op -> op.body().getProperties() != null)
                .flatMap(op -> op.body().getProperties().values().stream()).filter(each -> each.getPattern() != null)
                .map(each -> Pattern.compile(each.getPattern()));
        return Stream.concat(kept, stated).map(Pattern::pattern).distinct().map(Arguments::of);
    }

    private static Pattern valueOf(JavaField field) {
        try {
            var reflected = field.reflect();
            reflected.setAccessible(true);
            return (Pattern) reflected.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void noPatternTakesLongWhateverItReads(String pattern) {
        var compiled = Pattern.compile(pattern);

        for (var text : adversaries()) {
            assertThat(endsWithin(SOON, compiled, text)).as(pattern + " on " + text.length()).isTrue();
        }
    }

    @Test
    void aPatternThatDoublesItsWorkWouldBeFound() {
        assertThat(endsWithin(Duration.ofSeconds(1), Pattern.compile("(x)?((a|a)+)+\\1b"), "a".repeat(60))).isFalse();
    }

    private static List<String> adversaries() {
        var texts = new ArrayList<String>();
        for (var unit : List.of("a", "0", "A", "-", " ", ".", "a.", "1,", "=", "\"", "/", "%", "0a-", ": ", "字",
                "\n")) {
            texts.add(unit.repeat(5_000));
            texts.add(unit.repeat(5_000) + "!");
        }
        return texts;
    }

    private static boolean endsWithin(Duration time, Pattern pattern, String text) {
        var interruptible = new CharSequence() {
            @Override
            public int length() {
                return text.length();
            }

            @Override
            public char charAt(int index) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new IllegalStateException("too long");
                }
                return text.charAt(index);
            }

            @Override
            public CharSequence subSequence(int start, int end) {
                return text.subSequence(start, end);
            }

            @Override
            public String toString() {
                return text;
            }
        };
        var thread = new Thread[1];
        var done = new CompletableFuture<Boolean>();
        thread[0] = new Thread(null, () -> {
            try {
                pattern.matcher(interruptible).matches();
                pattern.matcher(interruptible).find();
                done.complete(true);
            } catch (RuntimeException | StackOverflowError e) {
                done.completeExceptionally(e);
            }
        }, "pattern", DEEP_STACK);
        thread[0].setDaemon(true);
        thread[0].start();
        try {
            return done.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            thread[0].interrupt();
            return false;
        } catch (Exception e) {
            throw new IllegalStateException(pattern.pattern(), e);
        }
    }
}
