package org.rollcall.backend.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;

class VerifiedTokensTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final Subject SUBJECT = new Subject(UUID.randomUUID(), Optional.empty());

    private final CredentialsConfig config = new CredentialsConfig() {
        @Override
        public Duration verifiedFor() {
            return Duration.ofSeconds(30);
        }

        @Override
        public long remembered() {
            return 10;
        }

        @Override
        public int unknownOfOneNetwork() {
            return 1;
        }

        @Override
        public Optional<Duration> secretsHoldFor() {
            return Optional.empty();
        }

        @Override
        public Duration replacedSendFor() {
            return Duration.ofDays(1);
        }

        @Override
        public Duration refreshTokensHoldFor() {
            return Duration.ofDays(1);
        }
    };

    @Test
    void tokenThatWasCheckedIsKnown() {
        var tokens = new VerifiedTokens(config, Clock.fixed(NOW, ZoneOffset.UTC));

        tokens.remember("a.b.c", SUBJECT, NOW.getEpochSecond() + 1);

        assertThat(tokens.find("a.b.c")).contains(SUBJECT);
        assertThat(tokens.find("a.b.d")).isEmpty();
    }

    @Test
    void tokenThatHasEndedIsNotKnown() {
        var tokens = new VerifiedTokens(config, Clock.fixed(NOW, ZoneOffset.UTC));

        tokens.remember("a.b.c", SUBJECT, NOW.getEpochSecond());

        assertThat(tokens.find("a.b.c")).isEmpty();
    }
}
