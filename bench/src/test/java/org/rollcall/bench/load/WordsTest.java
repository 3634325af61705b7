package org.rollcall.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @Test
    void orderTravelsAsALine() {
        var order = Order.closed(1, Traffic.NATIVE_50, 2, 3, 4, 5).open(6.5, 7).withNewConnections().backlog(8)
                .to(List.of(9, 10)).stubborn(5, "/tmp/a journal");

        assertThat(Order.of(order.line())).isEqualTo(order);
    }

    @Test
    void resultTravelsAsALine() {
        var result = new Result(1.5, 10, 500, Map.of(0, 1L, 503, 2L), Map.of(50.0, 1_000.0, 99.9, 2_500.0), 0.25);

        assertThat(Result.of(result.line())).isEqualTo(result);
        assertThat(result.millis(99.9)).isEqualTo(2.5);
        assertThat(result.refused()).isEqualTo(3);
    }

    @Test
    void whatIsGivenUpTravelsToo() {
        var result = new Result(1.5, 10, 500, Map.of(503, 2L), Map.of(50.0, 1_000.0), 0.25).givenUp(7);

        assertThat(Result.of(result.line()).givenUp()).isEqualTo(7);
        assertThat(Order.of(Order.closed(1, Traffic.TRACCAR, 2, 3, 4, 5).backlog(-6).line()).backlogMillis())
                .isEqualTo(-6);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"Content-Length: 2,{},200", "content-length: 3,{},0",
        "Transfer-Encoding: chunked,0||,200", "Transfer-Encoding: chunked,2|{}|,0", "X: y,{},0"})
    void answerIsWholeWhenItsBodyIs(String header, String body, int status) {
        var text = "HTTP/1.1 200 OK\r\n" + header + "\r\n\r\n" + body.replace("|", "\r\n");
        var answer = ByteBuffer.allocate(1_000).put(text.getBytes(StandardCharsets.US_ASCII));

        assertThat(Answers.status(answer, false)).isEqualTo(status);
    }

    @Test
    void degreesHaveSixDecimals() {
        assertThat(new Text().degrees(-7.0000006).add(" ").degrees(116.4).toString()).isEqualTo("-7.000001 116.400000");
    }
}
