package org.rollcall.backend.access;

import java.time.Duration;

import jakarta.enterprise.context.RequestScoped;

/** How far the clock of the phone that asks is off, as the proof that came with the request shows. */
@RequestScoped
public class PhoneClock {

    private Duration ahead = Duration.ZERO;

    /** How far it is ahead, and below zero behind; zero where it is off by no more than is borne with, or says nothing. */
    public Duration ahead() {
        return ahead;
    }

    void shows(Duration off) {
        ahead = off.abs().compareTo(DeviceAssertion.SKEW) <= 0 ? Duration.ZERO : off;
    }
}
