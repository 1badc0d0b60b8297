package io.github.camelvoicecall;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** Reads every log line of the whole test run, ours at DEBUG, and keeps those that show a secret or a full number. */
public final class SecretWatch extends AppenderBase<ILoggingEvent> {
    private static final List<String> SECRETS = List.of(
            "vya_live_", "sk_live_", "webhook-secret-of-the-sandbox", "example-webhook-secret", "wrong-key-", "s3cret");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.:-])\\+?\\d{10,15}(?![\\w-])");

    private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();
    private static final AtomicLong LINES = new AtomicLong();

    @Override
    protected void append(ILoggingEvent event) {
        boolean ours = event.getLoggerName().startsWith("io.github.camelvoicecall")
                && !event.getLoggerName().contains(".sandbox");
        if (ours) {
            LINES.incrementAndGet();
            check(event.getFormattedMessage());
        }
        for (IThrowableProxy thrown = event.getThrowableProxy(); thrown != null; thrown = thrown.getCause()) {
            if (thrown.getClassName().startsWith("io.github.camelvoicecall")) {
                check(thrown.getMessage());
            }
        }
    }

    private static void check(String text) {
        if (leaks(text)) {
            LEAKS.add(text);
        }
    }

    /** Tells whether a text shows a secret of the tests or a full number. */
    static boolean leaks(String text) {
        return text != null
                && (SECRETS.stream().anyMatch(text::contains)
                        || NUMBER.matcher(text).find());
    }

    static List<String> leaks() {
        return List.copyOf(LEAKS);
    }

    static long lines() {
        return LINES.get();
    }
}
