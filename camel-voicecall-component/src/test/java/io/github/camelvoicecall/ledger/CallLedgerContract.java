package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.TranscriptTurn;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.model.VoiceCallBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What every ledger must keep, in the classes that extend this one: all of their tests run on each kind of ledger, on a clock that the test moves. */
abstract class CallLedgerContract {
    static final AccountId ACCOUNT = new AccountId("vyora", "default");
    static final AccountId OTHER_ACCOUNT = new AccountId("voxbridge", "default");
    static final String SCOPE = "vyora/default";
    static final String NUMBER = "+15555550123";
    static final Duration HOLD = Duration.ofMinutes(2);
    static final Duration LEASE = Duration.ofMinutes(5);
    static final Duration ANALYSIS = Duration.ofMinutes(30);
    static final Duration DAY = Duration.ofHours(24);
    static final Duration SECOND = Duration.ofSeconds(1);

    /** Hears of every call and waits for its analysis. */
    static final Subscription ALL = calls("default", true, ANALYSIS);
    /** Hears of our own calls as soon as they ended. */
    static final Subscription OWN_AT_END = calls("own", false, Duration.ZERO);

    static final Subscription EVENTS =
            new Subscription(ACCOUNT, Subscription.Kind.EVENTS, "default", false, Duration.ZERO);

    final MutableClock clock = new MutableClock();

    CallLedger ledger;
    private final LedgerKind kind;
    private LedgerKind.Opened opened;

    CallLedgerContract(LedgerKind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open(@TempDir Path folder) {
        opened = kind.open(folder, clock);
        ledger = opened.ledger();
        ledger.start();
    }

    @AfterEach
    void close() {
        ledger.close();
        opened.shutdown().run();
    }

    static Subscription calls(String name, boolean elsewhere, Duration analysisTimeout) {
        return new Subscription(ACCOUNT, Subscription.Kind.CALLS, name, elsewhere, analysisTimeout);
    }

    // Calls

    Intent intent(String key) {
        return intent(key, "fingerprint");
    }

    Intent intent(String key, String fingerprint) {
        CallRequest request = CallRequest.to(NUMBER)
                .agentId("a-1")
                .contactName("Alex")
                .variables(Map.of("fee", 12))
                .metadata(Map.of("crm", "c-7"))
                .idempotencyKey(key)
                .build();
        return new Intent(ACCOUNT, SCOPE, key, fingerprint, request, clock.instant(), HOLD);
    }

    String opened(String key) {
        return ledger.open(intent(key)).row().ref();
    }

    /** A call of ours that the provider took on. */
    String accepted(String key, String callId) {
        String ref = opened(key);
        ledger.accepted(ref, call(callId, CallStatus.QUEUED).build());
        return ref;
    }

    static VoiceCallBuilder call(String id, CallStatus status) {
        return VoiceCall.of("vyora").id(id).status(status).rawStatus(status.name());
    }

    static VoiceCallBuilder analysed(String id) {
        return call(id, CallStatus.COMPLETED)
                .to(NUMBER)
                .analysisReady(true)
                .summary("Will pay on Friday")
                .transcript(List.of(new TranscriptTurn(TranscriptTurn.Role.CUSTOMER, "On Friday")))
                .raw(Map.of("phone", NUMBER));
    }

    Learnt learn(VoiceCallBuilder call) {
        return ledger.learn(ACCOUNT, Sighting.of(call.build()));
    }

    Learnt learnProvisional(VoiceCallBuilder call, Duration wait) {
        return ledger.learn(ACCOUNT, new Sighting(call.build(), null, wait));
    }

    Learnt learnEcho(VoiceCallBuilder call, String ref) {
        return ledger.learn(ACCOUNT, new Sighting(call.build(), ref, null));
    }

    Learnt learnMatch(VoiceCallBuilder call, String ref) {
        return ledger.learn(ACCOUNT, new Sighting(call.build(), ref, null, true));
    }

    CallRow row(String callId) {
        return ledger.find(ACCOUNT, callId).orElseThrow();
    }

    // Hand-out

    List<Delivery> claim(Subscription subscription) {
        return ledger.claim(subscription, 100, LEASE);
    }

    Delivery claimOne(Subscription subscription) {
        List<Delivery> claims = claim(subscription);
        if (claims.size() != 1) {
            throw new AssertionError("Expected one claim: " + claims);
        }
        return claims.get(0);
    }

    void handOut(Subscription subscription) {
        claim(subscription).forEach(ledger::done);
    }

    InboxEvent event(String dedupeKey, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new InboxEvent(
                null, ACCOUNT, dedupeKey, "hash of " + body, "call.ended", "c-1", bytes, clock.instant(), 0, true);
    }

    void forward(Duration time) {
        clock.forward(time);
    }

    Instant in(Duration time) {
        return clock.instant().plus(time);
    }
}
