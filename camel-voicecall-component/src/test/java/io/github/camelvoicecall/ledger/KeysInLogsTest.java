package io.github.camelvoicecall.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.VoiceCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A key may hold a phone number; what is logged of it doesn't show it. */
class KeysInLogsTest {
    private static final AccountId ACCOUNT = new AccountId("vyora", "default");
    private static final String KEY = "reminder/+15555550123";

    private final CallRequest request =
            CallRequest.to("+15555550123").idempotencyKey(KEY).build();
    private final VoiceCall call = VoiceCall.of("vyora").idempotencyKey(KEY).build();
    private final Intent intent = new Intent(ACCOUNT, "scope", KEY, "f", request, Instant.EPOCH, Duration.ofMinutes(1));

    @Test
    void aNumberInAKeyIsMaskedWhereverTheKeyIsShown() {
        MemoryCallLedger ledger = new MemoryCallLedger();
        CallRow row = ledger.open(intent).row();
        assertThat(List.of(request, call, intent, row)).allSatisfy(shown -> assertThat(shown.toString())
                .contains("reminder/+*********23")
                .doesNotContain("5555550"));
    }

    @Test
    void theKeyOfAJobIsMaskedInItsBatches() {
        BatchIntent batch = new BatchIntent(ACCOUNT, "c-1", KEY, 0, 5, "hash", Duration.ofMinutes(1), false);
        BatchRow row = new MemoryCallLedger().openBatch(batch).row();

        assertThat(List.of(batch, row)).allSatisfy(shown -> assertThat(shown.toString())
                .contains("reminder/+*********23")
                .doesNotContain("5555550"));
    }

    @Test
    void theKeyItselfStaysWhole() {
        assertThat(Json.write(call)).contains(KEY);
        assertThat(new MemoryCallLedger().open(intent).row().toCall().idempotencyKey())
                .isEqualTo(KEY);
    }

    @Test
    void aKeyWithoutNumberIsShownAsItIs() {
        assertThat(VoiceCall.of("vyora").idempotencyKey("lead-1234").build().toString())
                .contains("idempotencyKey=lead-1234");
    }
}
