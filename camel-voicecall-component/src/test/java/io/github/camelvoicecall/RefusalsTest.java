package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.camelvoicecall.model.WebhookRejectedException;
import io.github.camelvoicecall.model.WebhookRejectedException.Reason;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A wrong secret is seen, and a stranger who knocks for hours fills no disk. */
class RefusalsTest {
    private static final Instant NOW = Instant.parse("2026-01-15T09:00:00Z");

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final Refusals refusals = new Refusals(Clock.fixed(NOW, ZoneOffset.UTC), nanos::get);
    private final Logger logger = (Logger) LoggerFactory.getLogger(WebhookReceiver.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(lines);
    }

    private void refuse(Reason reason, int times) {
        for (int i = 0; i < times; i++) {
            refusals.refused(new WebhookRejectedException("vyora", reason, "a request was turned away"));
        }
    }

    private List<String> lines() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void twentyLinesAMinuteAreWrittenAndTheNextOneCountsTheOthers() {
        refuse(Reason.SIGNATURE_WRONG, 5020);
        assertThat(lines()).hasSize(20).noneMatch(line -> line.contains("more before"));

        nanos.addAndGet(TimeUnit.SECONDS.toNanos(60));
        refuse(Reason.SIGNATURE_WRONG, 2);

        assertThat(lines()).hasSize(22);
        assertThat(lines().get(20)).contains("and 5000 more before, of which no line was written");
        assertThat(lines().get(21)).doesNotContain("more before");
    }

    @Test
    void aWrongSecretDegradesUntilOneIsLetIn() {
        assertThat(refusals.figures())
                .containsEntry("webhooks.state", "OK")
                .containsEntry("webhooks.refused", 0L)
                .doesNotContainKey("webhooks.lastRefused");

        refuse(Reason.SIGNATURE_WRONG, 3);
        assertThat(refusals.figures())
                .containsEntry("webhooks.state", "DEGRADED")
                .containsEntry("webhooks.refused", 3L)
                .containsEntry("webhooks.lastRefused", NOW + " SIGNATURE_WRONG");

        refusals.taken();
        assertThat(refusals.figures())
                .containsEntry("webhooks.state", "OK")
                .containsEntry("webhooks.taken", 1L)
                .containsEntry("webhooks.refused", 3L);
    }

    @Test
    void whatSaysNothingOfTheSecretDegradesNothing() {
        refuse(Reason.TOO_LARGE, 1);
        refuse(Reason.MALFORMED, 1);
        refuse(Reason.CONTENT_TYPE, 1);
        refuse(Reason.UNAVAILABLE, 1);

        assertThat(refusals.figures()).containsEntry("webhooks.state", "OK").containsEntry("webhooks.refused", 4L);
    }
}
