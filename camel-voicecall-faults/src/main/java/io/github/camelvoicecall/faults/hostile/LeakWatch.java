package io.github.camelvoicecall.faults.hostile;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.slf4j.LoggerFactory;

/**
 * Reads every log line of the process, whoever writes it, and keeps those that show a token, a secret or a number. Ours and those of the web server are read at DEBUG, the others
 * at INFO. Thread safe.
 */
final class LeakWatch extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final List<String> AT_DEBUG =
            List.of("io.github.camelvoicecall", "org.apache.camel.component.platform", "io.vertx", "io.netty.handler");
    private static final int MOST = 20;

    private final List<String> hidden;
    private final Map<String, String> leaks = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> lines = new ConcurrentHashMap<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();
    private final Handler others = new Handler() {
        @Override
        public void publish(LogRecord line) {
            check("java.util.logging", line.getLoggerName(), line.getMessage() + " " + line.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /** @param hidden what no line may show */
    LeakWatch(List<String> hidden) {
        this.hidden = List.copyOf(hidden);
    }

    @Override
    public void start() {
        super.start();
        // what is printed stays as it was
        root.iteratorForAppenders().forEachRemaining(appender -> {
            ch.qos.logback.classic.filter.ThresholdFilter threshold =
                    new ch.qos.logback.classic.filter.ThresholdFilter();
            threshold.setLevel(before.toString());
            threshold.start();
            appender.addFilter(threshold);
        });
        root.setLevel(Level.INFO);
        AT_DEBUG.forEach(name -> ((Logger) LoggerFactory.getLogger(name)).setLevel(Level.DEBUG));
        root.addAppender(this);
        LogManager.getLogManager().getLogger("").addHandler(others);
    }

    @Override
    public void close() {
        root.detachAppender(this);
        root.setLevel(before);
        AT_DEBUG.forEach(name -> ((Logger) LoggerFactory.getLogger(name)).setLevel(null));
        LogManager.getLogManager().getLogger("").removeHandler(others);
        stop();
    }

    @Override
    protected void append(ILoggingEvent event) {
        String trace = event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
        // the provider's side, simulated in the same process, is not what is watched
        if (event.getLoggerName().startsWith("io.github.camelvoicecall.sandbox")) {
            return;
        }
        check(event.getLevel().toString(), event.getLoggerName(), event.getFormattedMessage() + " " + trace);
    }

    private void check(String level, String logger, String line) {
        lines.computeIfAbsent(level, key -> new AtomicLong()).incrementAndGet();
        for (String secret : hidden) {
            if (line.contains(secret) && leaks.size() < MOST) {
                leaks.putIfAbsent(logger, line.length() > 300 ? line.substring(0, 300) : line);
            }
        }
    }

    /** Lines that show something, by logger. */
    Map<String, String> leaks() {
        return new TreeMap<>(leaks);
    }

    /** How many lines were read, by level. */
    Map<String, Long> lines() {
        Map<String, Long> counts = new TreeMap<>();
        lines.forEach((level, count) -> counts.put(level, count.get()));
        return counts;
    }
}
