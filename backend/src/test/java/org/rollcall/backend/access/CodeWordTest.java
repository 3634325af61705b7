package org.rollcall.backend.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeWordTest {

    @Test
    void aWordHasEightyRandomBits() {
        var words = Stream.generate(CodeWord::random).limit(2_000).map(CodeWord::text).toList();

        assertThat(words).doesNotHaveDuplicates().allMatch(word -> word.matches("[0-9A-HJKMNP-TV-Z]{16}"));
        assertThat(String.join("", words).chars().distinct().count()).isEqualTo(32);
    }

    @ParameterizedTest
    @ValueSource(strings = {"K7QX2M4DT9WZ3HR1", "k7qx-2m4d-t9wz-3hrl", " K7QX 2M4D T9WZ 3HRI "})
    void whatSomebodyTypesIsRead(String typed) {
        assertThat(CodeWord.parse(typed)).contains(new CodeWord("K7QX2M4DT9WZ3HR1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "K7QX2M4DT9WZ3HR", "K7QX2M4DT9WZ3HR11", "U7QX2M4DT9WZ3HR1", "七7QX2M4DT9WZ3HR1"})
    void anythingElseIsNoCode(String typed) {
        assertThat(CodeWord.parse(typed)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new CodeWord(typed));
    }

    @Test
    void noCodeIsPrinted() {
        var word = CodeWord.random();

        assertThat(word.toString()).doesNotContain(word.text());
    }
}
