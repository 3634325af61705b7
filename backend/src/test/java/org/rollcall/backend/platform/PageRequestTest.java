package org.rollcall.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageRequestTest {

    private static final UUID ID = UUID.fromString("01932f4e-7c00-7000-8000-000000000001");

    @Test
    void theLastPageHasNoNext() {
        var request = PageRequest.of("2", null);

        assertThat(request.page(List.of(ID, ID), Cursor.ById::new).next()).isNull();
    }

    @Test
    void aFullPageLeadsToTheRest() {
        var ids = IntStream.range(0, 3).mapToObj(i -> new UUID(7, i)).toList();
        var first = PageRequest.of("2", null).page(ids, Cursor.ById::new);

        var second = PageRequest.of("2", first.next());

        assertThat(first.items()).containsExactly(ids.get(0), ids.get(1));
        assertThat(second.afterId().id()).isEqualTo(ids.get(1));
        assertThat(second.fetch()).isEqualTo(3);
    }

    @Test
    void aCursorKeepsTheWholeInstant() {
        var at = Instant.parse("2026-11-24T01:30:00.123456Z");

        var request = PageRequest.of(null, new Cursor.ByInstant(at, ID).word());

        assertThat(request.limit()).isEqualTo(PageRequest.USUAL);
        assertThat(request.afterInstant()).isEqualTo(new Cursor.ByInstant(at, ID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "-1", "x", "", "9999999999"})
    void aLimitOutOfBoundsIsAProblem(String limit) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> PageRequest.of(limit, null))
                .matches(e -> e.type() == ProblemType.INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "%%%", "eHw", "MjAyNnwx"})
    void aWordThatNoListGaveIsAProblem(String after) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> PageRequest.of(null, after))
                .matches(e -> e.type() == ProblemType.INVALID);
    }

    @Test
    void aCursorOfAnotherListIsAProblem() {
        var request = PageRequest.of(null, new Cursor.ById(ID).word());

        assertThatExceptionOfType(ProblemException.class).isThrownBy(request::afterInstant);
    }
}
