package io.github.camelvoicecall;

import io.github.camelvoicecall.client.Reading;
import io.github.camelvoicecall.ledger.CallRow;
import io.github.camelvoicecall.ledger.Learnt;
import io.github.camelvoicecall.ledger.Sighting;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.RequestField;
import java.time.Duration;
import java.util.Optional;

/** Takes in what the provider says of calls, however it came, and wakes who waits for it. Thread safe. */
final class CallNews {
    private final Account account;
    private volatile Duration redialTimeout = Duration.ofMinutes(15);

    CallNews(Account account) {
        this.account = account;
    }

    void redialTimeout(Duration timeout) {
        redialTimeout = timeout;
    }

    /** Takes a call for the one that a row stands for, though nothing of ours says so. */
    void match(CallRow row, VoiceCall call) {
        learn(new Reading(call, row.ref()), true);
    }

    /** What a read shows to a route is news for the ledger too, and the ledger puts back what the provider doesn't keep. */
    VoiceCall shown(Reading reading) {
        if (account.ledger().find(account.id(), reading.call().id()).isEmpty() && reading.ref() == null) {
            return reading.call();
        }
        CallRow row = learn(reading).row();
        return row == null
                ? reading.call()
                : row.toCall().toBuilder().raw(reading.call().raw()).build();
    }

    Learnt learn(Reading reading) {
        return learn(reading, false);
    }

    private Learnt learn(Reading reading, boolean matched) {
        VoiceCall call = reading.call();
        account.mindWords(call);
        Sighting sighting = new Sighting(call, reading.ref(), provisional(reading), matched);
        Learnt learnt = account.ledger().learn(account.id(), sighting);
        if (learnt.row() != null) {
            tell(learnt.row(), call.isTerminal());
        }
        if (learnt.due()) {
            account.wake();
        }
        return learnt;
    }

    private void tell(CallRow row, boolean over) {
        if (over) {
            account.ended(row);
        } else {
            account.goesOn(row);
        }
        account.waits().learnt(row);
    }

    /** With redials on, an end other than COMPLETED counts only once the attempts are spent or no further one comes. */
    private Duration provisional(Reading reading) {
        VoiceCall call = reading.call();
        if (!call.isTerminal() || call.status() == CallStatus.COMPLETED) {
            return null;
        }
        Integer most = call.maxAttempts();
        if (most == null) {
            most = known(reading).map(this::mostAttempts).orElse(mostElsewhere());
        }
        return most > 1 && (call.attempt() == null || call.attempt() < most) ? redialTimeout : null;
    }

    private Optional<CallRow> known(Reading reading) {
        return account.ledger().find(account.id(), reading.call().id()).or(() -> Optional.ofNullable(reading.ref())
                .flatMap(account.ledger()::findByReference));
    }

    private int mostAttempts(CallRow row) {
        Integer asked = row.request() == null ? null : row.request().maxAttempts();
        Integer told = row.call() == null ? null : row.call().maxAttempts();
        return asked != null ? asked : told != null ? told : row.own() ? 1 : mostElsewhere();
    }

    /** Whoever placed a call elsewhere may have left redials on. */
    private int mostElsewhere() {
        boolean redials = account.spec()
                .binding(Operation.TRIGGER_CALL)
                .map(binding -> binding.accepts().contains(RequestField.MAX_ATTEMPTS))
                .orElse(false);
        return redials ? Integer.MAX_VALUE : 1;
    }
}
