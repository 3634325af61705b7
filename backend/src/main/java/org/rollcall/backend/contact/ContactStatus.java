package org.rollcall.backend.contact;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.rollcall.backend.access.DeviceKind;
import org.rollcall.backend.location.Contacts.DeviceContact;

/**
 * When somebody was last heard of, as officers see it. What is null is absent.
 *
 * @param silentSince since when a silence is open
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContactStatus(Instant lastContactAt, Instant silentSince, List<Device> devices) {

    /**
     * The devices of one kind.
     *
     * @param clockAheadSeconds negative where it is behind; null where it is not known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Device(DeviceKind deviceKind, Instant lastContactAt, Long clockAheadSeconds, Instant clockOffSince,
            long outsideCollection, long surplus) {

        static Device of(DeviceContact device) {
            return new Device(device.kind(), device.lastContactAt().orElse(null),
                    device.clockAhead().map(ahead -> ahead.toSeconds()).orElse(null),
                    device.clockOffSince().orElse(null), device.refused(), device.surplus());
        }
    }
}
