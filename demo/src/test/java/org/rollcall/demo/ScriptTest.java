package org.rollcall.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class ScriptTest {

    private final Script script = new Script();

    @Test
    void whoMovesIsBetweenTheStationsInBetween() {
        var way = script.leaver().way();

        assertThat(way.at(Duration.ofMinutes(60)).lon()).isCloseTo(
                (way.at(Duration.ofMinutes(45)).lon() + way.at(Duration.ofMinutes(75)).lon()) / 2, within(1e-9));
        assertThat(way.at(Duration.ofMinutes(500))).isEqualTo(way.at(Duration.ofMinutes(125)));
    }

    @Test
    void thePhoneIsWrongAsTheScriptSaysAndAlwaysTheSameWay() {
        var drifter = script.drifter();

        assertThat(drifter.at(60).accuracyMetres()).isEqualTo(800);
        assertThat(drifter.at(25)).isEqualTo(script.drifter().at(25)).isNotEqualTo(drifter.at(30));
    }

    @Test
    void theCheckInLiesInTheWindow() {
        assertThat(Script.CHECK_IN_AT).isBetween(Script.WINDOW_OPENS, Script.WINDOW_CLOSES)
                .matches(minute -> minute % Script.EVERY_MINUTES == 0);
    }
}
