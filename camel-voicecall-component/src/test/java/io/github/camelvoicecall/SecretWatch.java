package io.github.camelvoicecall;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Reads every log line of the whole test run, ours at DEBUG, and keeps those that show a secret, whoever wrote them (Camel shows addresses, exchanges and exceptions), or, of ours,
 * a full number.
 */
public final class SecretWatch extends AppenderBase<ILoggingEvent> {
    private static final List<String> SECRETS = List.of(
            "vya_live_",
            "sk_live_",
            "oc_live_",
            "ago_sandbox",
            "samora-key-of-the-sandbox",
            "webhook-secret-of-the-sandbox",
            "example-webhook-secret",
            "token-of-ours-",
            "wrong-key-",
            "s3cret");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.:-])\\+?\\d{10,15}(?![\\w-])");

    private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();
    private static final AtomicLong LINES = new AtomicLong();

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLoggerName().contains(".sandbox") || event.getLoggerName().contains("wiremock")) {
            return;
        }
        LINES.incrementAndGet();
        if (event.getLoggerName().startsWith("io.github.camelvoicecall")) {
            check(event.getFormattedMessage());
        } else if (secret(event.getFormattedMessage())) {
            LEAKS.add(event.getLoggerName() + ": " + event.getFormattedMessage());
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
        return text != null && (secret(text) || NUMBER.matcher(text).find());
    }

    /** Tells whether a text shows a key, secret or token of the tests. */
    static boolean secret(String text) {
        return SECRETS.stream().anyMatch(text::contains);
    }

    static List<String> leaks() {
        return List.copyOf(LEAKS);
    }

    static long lines() {
        return LINES.get();
    }
}
