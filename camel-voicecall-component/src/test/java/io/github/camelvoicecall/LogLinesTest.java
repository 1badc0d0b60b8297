package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What an operator reads. */
class LogLinesTest {
    private static final String UNANSWERED = "+15555550190";

    private final Logger root = (Logger) LoggerFactory.getLogger("io.github.camelvoicecall");
    private final Queue<ILoggingEvent> lines = new ConcurrentLinkedQueue<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            event.getFormattedMessage();
            lines.add(event);
        }
    };

    @TempDir
    Path folder;

    @BeforeEach
    void listen() {
        appender.start();
        root.addAppender(appender);
    }

    @AfterEach
    void leave() {
        root.detachAppender(appender);
    }

    private List<ILoggingEvent> lines(Predicate<String> wanted) {
        return lines.stream()
                .filter(line -> line.getLevel().isGreaterOrEqual(Level.INFO))
                .filter(line -> wanted.test(line.getFormattedMessage()))
                .toList();
    }

    @Test
    void a_status_word_that_nobody_documents_is_named_once_with_what_to_set() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall"));
                    from("direct:read").to(app.uri("getCall"));
                }
            });
            String id = app.send("direct:trigger", app.request(UNANSWERED))
                    .getMessage()
                    .getHeader(VoiceCallConstants.ID, String.class);

            await().until(() -> {
                app.send("direct:read", id);
                return !lines(line -> line.contains("no_answer")).isEmpty();
            });
            app.send("direct:read", id);

            assertThat(lines(line -> line.contains("no_answer")))
                    .singleElement()
                    .satisfies(line -> assertThat(line.getFormattedMessage())
                            .contains("'no_answer'", "callDeadline", "statusWords=no_answer="));
        }
    }

    @Test
    void a_provider_that_refuses_the_key_is_one_line_a_poll_and_no_stack_trace() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.voxbridge().start();
                VoiceApp app = new VoiceApp("voxbridge", sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("voicecall:voxbridge:callCompleted?delay=50&initialDelay=1&apiKey=sk_live_revoked1&baseUrl="
                                    + sandbox.baseUrl())
                            .to("mock:completed");
                }
            });

            await().until(() -> lines(line -> line.contains("The provider can't be asked for now"))
                            .size()
                    > 1);
            assertThat(lines(line -> line.contains("The provider can't be asked for now")))
                    .allSatisfy(line -> {
                        assertThat(line.getFormattedMessage()).contains("401");
                        assertThat(line.getThrowableProxy()).isNull();
                    });
        }
    }

    @Test
    void the_start_says_where_the_ledger_is_as_another_folder_is_another_memory() {
        H2File.ledger(folder).start();

        assertThat(lines(line -> line.startsWith("The call ledger is kept in H2")))
                .singleElement()
                .satisfies(line -> assertThat(line.getFormattedMessage())
                        .endsWith(folder.resolve("ledger").toAbsolutePath().toString()));
    }

    @Test
    void a_delay_that_would_ask_without_a_pause_is_refused_at_start() {
        try (VoiceSandbox sandbox = VoiceSandbox.voxbridge().start();
                VoiceApp app = new VoiceApp("voxbridge", sandbox)) {
            assertThatThrownBy(() -> app.start(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from(app.uri("callCompleted", "delay=0")).to("mock:completed");
                        }
                    }))
                    .hasStackTraceContaining("delay must be above 0");
        }
    }
}
