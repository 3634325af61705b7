package org.rollcall.backend.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.testing.PhoneKey;

class AttestationChainTest {

    private record Config(Optional<Path> rootsFile, boolean required) implements AttestationConfig {}

    private static final Instant NOW = Instant.parse("2026-11-30T08:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofDays(10));
    private static final CodeWord CODE = CodeWord.random();

    private final KeyPair root = PhoneKey.make().pair();
    private final KeyPair batch = PhoneKey.make().pair();
    private final PhoneKey phone = PhoneKey.make();
    private final KeyPair key = phone.pair();
    private final Set<List<Byte>> trusted = Set.of(AttestationChain.bytes(root.getPublic().getEncoded()));

    private String ofRoot;
    private String ofBatch;

    @TempDir
    Path directory;

    @BeforeEach
    void aMaker() {
        ofRoot = AttestedKeys.certificate("Root", root.getPublic(), "Root", root, LATER, null);
        ofBatch = AttestedKeys.certificate("Batch", batch.getPublic(), "Root", root, LATER, null);
    }

    @ParameterizedTest
    @CsvSource({"2,true,0,STRONGBOX", "1,true,0,TRUSTED_ENVIRONMENT", "1,true,1,TRUSTED_ENVIRONMENT",
        "0,true,0,SOFTWARE",
        "2,false,0,SOFTWARE", "2,true,2,SOFTWARE", "1,true,3,SOFTWARE"})
    void itTellsWhatKeepsTheKey(int level, boolean locked, int bootState, Attestation kept) throws IOException {
        assertThat(judged(List.of(leaf(level, CODE.hash(), locked, bootState), ofBatch, ofRoot))).isEqualTo(kept);
    }

    @Test
    void aRootThatIsNotTrustedVouchesForNothing() throws IOException {
        var own = PhoneKey.make().pair();
        var forged = List.of(
                AttestedKeys.certificate("Key", key.getPublic(), "Root", own, LATER,
                        AttestedKeys.said(2, CODE.hash(), true, 0)),
                AttestedKeys.certificate("Root", own.getPublic(), "Root", own, LATER, null));

        assertRefused(forged, "no root that is trusted");
        assertThat(AttestationChain.of(forged).of(Set.of(AttestationChain.bytes(own.getPublic().getEncoded())),
                key.getPublic().getEncoded(), CODE.hash(), NOW)).as("where it is").isEqualTo(Attestation.STRONGBOX);
    }

    @Test
    void theTrueRootBehindAForgedKeyVouchesForNothing() throws IOException {
        var own = PhoneKey.make().pair();

        assertRefused(List.of(AttestedKeys.certificate("Key", key.getPublic(), "Root", own, LATER,
                AttestedKeys.said(2, CODE.hash(), true, 0)), ofRoot), "the chain is broken");
    }

    @Test
    void anotherKeysAttestationIsNone() throws IOException {
        var other = PhoneKey.make().pair();

        assertRefused(List.of(AttestedKeys.certificate("Key", other.getPublic(), "Batch", batch, LATER,
                AttestedKeys.said(2, CODE.hash(), true, 0)), ofBatch, ofRoot), "another key");
    }

    @Test
    void anAttestationOfBeforeIsNone() throws IOException {
        assertRefused(List.of(leaf(2, CodeWord.random().hash(), true, 0), ofBatch, ofRoot), "another code");
    }

    @Test
    void anAttestedKeyVouchesForNoOther() throws IOException {
        var attested = PhoneKey.make().pair();
        var middle = AttestedKeys.certificate("Attested", attested.getPublic(), "Batch", batch, LATER,
                AttestedKeys.said(0, CODE.hash(), true, 0));

        assertRefused(List.of(AttestedKeys.certificate("Key", key.getPublic(), "Attested", attested, LATER,
                AttestedKeys.said(2, CODE.hash(), true, 0)), middle, ofBatch, ofRoot), "vouches for");
    }

    @Test
    void whatHasEndedOrSaysNothingIsNone() throws IOException {
        assertRefused(List.of(AttestedKeys.certificate("Key", key.getPublic(), "Batch", batch, NOW.minusSeconds(1),
                AttestedKeys.said(2, CODE.hash(), true, 0)), ofBatch, ofRoot), "the chain is broken");
        assertRefused(List.of(AttestedKeys.certificate("Key", key.getPublic(), "Batch", batch, LATER, null), ofBatch,
                ofRoot), "attests nothing");
        assertThatIllegalArgumentException().isThrownBy(() -> AttestationChain.of(List.of("AAAA", "AAAA")));
        assertThatIllegalArgumentException().isThrownBy(() -> AttestationChain.of(List.of("no base64!", "")));
    }

    @Test
    void whereItIsRequiredNoPhoneEnrolsWithoutOrWithLess() throws IOException {
        var strict = attestations(true);
        var good = List.of(leaf(1, CODE.hash(), true, 0), ofBatch, ofRoot);

        assertThat(strict.of(request(good), request(good).key())).isEqualTo(Attestation.TRUSTED_ENVIRONMENT);
        for (var chain : java.util.Arrays.asList(null, List.of(leaf(0, CODE.hash(), true, 0), ofBatch, ofRoot))) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(
                    () -> strict.of(request(chain), request(chain).key()))).isInstanceOf(ProblemException.class);
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> new Attestations(new Config(Optional.empty(), true), clock()))
                .withMessageContaining("roots-file");
    }

    @Test
    void whereItIsOfferedAFalseOneIsRefusedAndNoneIsTaken() throws IOException {
        var lenient = attestations(false);
        var forged = List.of(leaf(2, CodeWord.random().hash(), true, 0), ofBatch, ofRoot);

        assertThat(lenient.of(request(null), request(null).key())).isEqualTo(Attestation.NONE);
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                () -> lenient.of(request(forged), request(forged).key()))).isInstanceOf(ProblemException.class);
        var blind = new Attestations(new Config(Optional.empty(), false), clock());
        assertThat(blind.of(request(forged), request(forged).key())).as("where nobody looks")
                .isEqualTo(Attestation.NONE);
    }

    private Attestations attestations(boolean required) throws IOException {
        var pem = directory.resolve("roots.pem");
        Files.writeString(pem, "-----BEGIN CERTIFICATE-----\n" + ofRoot + "\n-----END CERTIFICATE-----\n");
        return new Attestations(new Config(Optional.of(pem), required), clock());
    }

    private static Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    private EnrolmentRequest request(List<String> chain) {
        var jwk = phone.jwk();
        return new EnrolmentRequest(CODE.text(), null,
                new PublicKeyJwk((String) jwk.get("kty"), (String) jwk.get("crv"),
                        (String) jwk.get("x"), (String) jwk.get("y"), null),
                chain);
    }

    private String leaf(int level, byte[] challenge, boolean locked, int bootState) throws IOException {
        return AttestedKeys.certificate("Key", key.getPublic(), "Batch", batch, LATER,
                AttestedKeys.said(level, challenge, locked, bootState));
    }

    private Attestation judged(List<String> chain) {
        return AttestationChain.of(chain).of(trusted, key.getPublic().getEncoded(), CODE.hash(), NOW);
    }

    private void assertRefused(List<String> chain, String why) {
        assertThatIllegalArgumentException().isThrownBy(() -> judged(chain)).withMessageContaining(why);
    }
}
