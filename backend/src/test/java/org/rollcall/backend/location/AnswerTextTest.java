package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rollcall.backend.collection.CollectionAdvice;
import org.rollcall.backend.collection.Hours;
import org.rollcall.backend.collection.LocationMode;

/** What is written by hand, beside what the long way writes. */
class AnswerTextTest {

    private static final Instant AT = Instant.parse("2026-11-30T08:15:00.250Z");
    private static final List<Receipt> ONE = List.of(new Receipt(0, Disposition.STORED));

    // As application.properties has it.
    private final ObjectMapper json = JsonMapper.builder().addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .build();

    static Stream<IntakeAnswer> answers() {
        return Stream.of(answer(ONE, null),
                answer(List.of(new Receipt(0, Disposition.DUPLICATE), new Receipt(1, Disposition.SURPLUS),
                        Receipt.quarantined(2, QuarantineReason.TIME_NOT_HELD)), null),
                answer(ONE, new CollectionAdvice(LocationMode.CHECKPOINT, null, null, null)),
                answer(ONE, new CollectionAdvice(LocationMode.CONTINUOUS, 60, null, AT.plusSeconds(864_000))));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void itIsTheTextOfTheLongWay(IntakeAnswer answer) throws JsonProcessingException {
        assertThat(AnswerText.of(answer)).contains(json.writeValueAsString(MyFixesResource.FixReceipts.of(answer)));
    }

    @Test
    void whatHasMoreToSayIsLeftToTheLongWay() {
        var burst = new IntakeAnswer(AT, ONE, Optional.of(new BurstRequest(3, 120, AT)), Optional.empty(), false);

        assertThat(AnswerText.of(burst)).isEmpty();
        assertThat(AnswerText.of(answer(ONE, new CollectionAdvice(LocationMode.SPARSE, 3_600, Hours.ALL_DAY, null))))
                .isEmpty();
    }

    private static IntakeAnswer answer(List<Receipt> receipts, CollectionAdvice advice) {
        return new IntakeAnswer(AT, receipts, Optional.empty(), Optional.ofNullable(advice), false);
    }
}
