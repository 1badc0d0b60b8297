package io.github.camelvoicecall.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.VoiceCall;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.h2.Driver;
import org.slf4j.Logger;

/** A process that uses a ledger in an H2 file and dies without closing anything. */
final class HaltingProcess {
    private static final int HALTED = 42;
    private static final AccountId ACCOUNT = new AccountId("vyora", "default");

    private HaltingProcess() {}

    /** Opens an intent, gets another one accepted, receives an event. */
    public static void main(String[] folder) {
        JdbcCallLedger ledger = new JdbcCallLedger(LedgerKind.H2.pool(Path.of(folder[0])));
        ledger.open(intent("lead-1"));
        String ref = ledger.open(intent("lead-2")).row().ref();
        ledger.accepted(
                ref, VoiceCall.of("vyora").id("c-2").status(CallStatus.QUEUED).build());
        ledger.receive(event());
        Runtime.getRuntime().halt(HALTED);
    }

    static Intent intent(String key) {
        CallRequest request = CallRequest.to("+15555550123").idempotencyKey(key).build();
        return new Intent(ACCOUNT, "scope", key, "fingerprint", request, Instant.now(), Duration.ofMinutes(5));
    }

    static InboxEvent event() {
        return new InboxEvent(null, ACCOUNT, "e-1", "hash", null, null, new byte[] {1}, Instant.now(), 0, true);
    }

    /** Runs it in a JVM of its own until it is dead. */
    static void run(Path folder) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process child = new ProcessBuilder(java, "-cp", classPath(), HaltingProcess.class.getName(), folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("child.log").toFile())
                .start();
        if (!child.waitFor(60, TimeUnit.SECONDS) || child.exitValue() != HALTED) {
            child.destroyForcibly();
            throw new AssertionError("The child did not run to its end, see child.log");
        }
    }

    /** Where the classes come from: a test runner may hide it from the system property. */
    private static String classPath() {
        Stream<Class<?>> needed = Stream.of(
                HaltingProcess.class,
                JdbcCallLedger.class,
                Driver.class,
                ObjectMapper.class,
                JsonFactory.class,
                JsonInclude.class,
                JavaTimeModule.class,
                Logger.class);
        return needed.map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .map(location -> new File(location.getPath()).getPath())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
