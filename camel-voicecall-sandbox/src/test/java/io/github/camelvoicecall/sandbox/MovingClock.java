package io.github.camelvoicecall.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Ticks like the system's clock, but can be put forward. */
final class MovingClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    void forward(Duration further) {
        ahead = ahead.plus(further);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("only UTC");
    }
}
