package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.CallRow;
import io.github.camelvoicecall.ledger.Intent;
import io.github.camelvoicecall.ledger.MemoryCallLedger;
import io.github.camelvoicecall.ledger.Sighting;
import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.providers.Vyora;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AccountTest {
    private static final AccountId ID = new AccountId("vyora", "default");

    @Test
    void anEndThatIsSeenAgainAndAgainIsOneCallToLearnFrom() {
        CallLedger ledger = new MemoryCallLedger();
        Account account = new Account(ID, new Vyora().spec(), ledger, new VoiceCallComponent());
        CallRow row = endedCall(ledger);
        account.goesOn(row);
        account.ended(row);
        Duration learnt = account.talkTimes().nextLook(Duration.ZERO, Duration.ofSeconds(1));

        for (int i = 0; i < 20; i++) {
            account.ended(row);
        }

        assertThat(account.talkTimes().nextLook(Duration.ZERO, Duration.ofSeconds(1)))
                .isEqualTo(learnt);
    }

    /** Placed ten minutes ago. */
    private static CallRow endedCall(CallLedger ledger) {
        CallRequest request = CallRequest.to("+15555550101").build();
        Intent intent = new Intent(
                ID, "scope", "k", "f", request, ledger.now().minus(Duration.ofMinutes(10)), Duration.ofMinutes(1));
        VoiceCall call =
                VoiceCall.of("vyora").id("c-1").status(CallStatus.QUEUED).build();
        ledger.accepted(ledger.open(intent).row().ref(), call);
        return ledger.learn(
                        ID,
                        Sighting.of(call.toBuilder()
                                .status(CallStatus.COMPLETED)
                                .analysisReady(true)
                                .build()))
                .row();
    }
}
