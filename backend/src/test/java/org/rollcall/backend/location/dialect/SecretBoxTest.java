package org.rollcall.backend.location.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rollcall.backend.access.Passphrase;

class SecretBoxTest {

    private static final String SHORT = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXZ3CNRmVzqDw6az+thFj984eYDKsnpNqNrHoBRjO2sVS2"
            + "bkyFG59SDrMoY65aZsRW";

    /** Made with libsodium 1.0.18: the passphrase filled up with zeroes, the nonce before the box. */
    static Stream<Arguments> boxes() {
        return Stream.of(Arguments.of("s3cr3t", SHORT, "{\"_type\":\"lwt\",\"tst\":1795483780}"),
                Arguments.of("0123456789abcdefghijklmnopqrstuv",
                        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXhktF9R8EbLsFP/YFC6tubw==", ""),
                Arguments.of("\u5BC6\u7801", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXyj2B068DGebC+baFV3kcC8QzB+aYIg==",
                        "\u59D3\u540D"),
                Arguments.of("k", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXgeC6IAxkb/0hrlUljtpI2K4YNmbIBBJLNZvmtajD7gUFXR6I"
                        + "piDzij406hDhuv3WSEJ5v2/hS8wVaA4f6l5mpToNWNkImrTDI4W27Ms5OGQYZbQLuEVvLnH4FppjGM6bcNbciQJRLDTY"
                        + "2kydkzJ+FDOYlAHG0COWo6LQE9PXlR9wAYPgV1eg+sdbr5aWALTRToyvkhkYCJA9LLnPtir0biydXPWwrk37x6CxB/VU"
                        + "tZWcSehH8VGqHxxuXrbmaGFnrEV4mN6iCjC16h/9JJAktu7f/oVlQZiM", "x".repeat(200)));
    }

    @ParameterizedTest
    @MethodSource("boxes")
    void opensWhatLibsodiumClosed(String passphrase, String box, String content) {
        var opened = SecretBox.open(new Passphrase(passphrase).key(), Base64.getDecoder().decode(box));

        assertThat(opened).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).contains(content);
    }

    @Test
    void opensTheExampleOfItsInventors() {
        // "Cryptography in NaCl", section 10: firstkey, nonce, the authenticated packet.
        var key = hex("1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389");
        var box = hex("69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37"
                + "f3ffc7703f9400e52a7dfb4b3d3305d98e993b9f48681273c29650ba32fc76ce48332ea7164d96a4476fb8c531a1186a"
                + "c0dfc17c98dce87b4da7f011ec48c97271d2c20f9b928fe2270d6fb863d51738b48eeee314a7cc8ab932164548e526ae"
                + "90224368517acfeabd6bb3732bc0e9da99832b61ca01b6de56244a9e88d5f9b37973f622a43d14a6599b1f654cb45a74"
                + "e355a5");

        assertThat(SecretBox.open(key, box)).map(HexFormat.of()::formatHex).contains(
                "be075fc53c81f2d5cf141316ebeb0c7b5228c52a4c62cbd44b66849b64244ffce5ecbaaf33bd751a1ac728d45e6c6129"
                        + "6cdc3c01233561f41db66cce314adb310e3be8250c46f06dceea3a7fa1348057e2f6556ad6b1318a024a838f21af"
                        + "1fde048977eb48f59ffd4924ca1c60902e52f0a089bc76897040e082f937763848645e0705");
    }

    @Test
    void anotherKeyAndAnyChangeOpenNothing() {
        var box = Base64.getDecoder().decode(SHORT);
        assertThat(SecretBox.open(new Passphrase("secret").key(), box)).isEmpty();
        for (int i = 0; i < box.length; i++) {
            var changed = box.clone();
            changed[i] ^= 1;
            assertThat(SecretBox.open(new Passphrase("s3cr3t").key(), changed)).isEmpty();
        }
        for (int length = 0; length < box.length; length++) {
            assertThat(SecretBox.open(new Passphrase("s3cr3t").key(), java.util.Arrays.copyOf(box, length))).isEmpty();
        }
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
