package io.github.camelvoicecall;

import io.github.camelvoicecall.ledger.CallRow;
import io.github.camelvoicecall.ledger.InboxEvent;
import io.github.camelvoicecall.ledger.LedgerException;
import io.github.camelvoicecall.model.CallEvent;
import io.github.camelvoicecall.model.CallEventType;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.provider.WebhookScheme;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Webhook events as routes see them, completed by what the ledger kept. Thread safe. */
final class EventViews {
    private final Account account;
    private final EventReader reader;
    private final Hints hints;

    /** @param hints reads the calls of events whose body proves nothing; null where it is believed */
    EventViews(Account account, EventReader reader, Hints hints) {
        this.account = account;
        this.reader = reader;
        this.hints = hints;
    }

    CallEvent of(InboxEvent event) {
        try {
            return hints == null ? told(event) : hinted(event);
        } finally {
            reader.forget(event);
        }
    }

    private CallEvent told(InboxEvent event) {
        try {
            EventContent content = reader.content(event);
            VoiceCall told = reader.reading(event, content).call();
            VoiceCall call = row(event).map(row -> row.complete(told)).orElse(told);
            return view(event, scheme().type(event.type(), told.status()), content.time(), call, told.raw());
        } catch (LedgerException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            return view(event, CallEventType.OTHER, null, null, raw(event));
        }
    }

    /** What the ledger knows of the call by now, since the event itself isn't believed. */
    private CallEvent hinted(InboxEvent event) {
        VoiceCall call = event.callId() == null
                ? null
                : row(event).map(CallRow::toCall).orElseGet(() -> hints.call(event.callId()));
        CallStatus status = call == null ? CallStatus.UNKNOWN : call.status();
        return view(event, scheme().type(event.type(), status), null, call, raw(event));
    }

    private Optional<CallRow> row(InboxEvent event) {
        return event.callId() == null ? Optional.empty() : account.ledger().find(account.id(), event.callId());
    }

    private CallEvent view(
            InboxEvent event, CallEventType type, Instant time, VoiceCall call, Map<String, Object> raw) {
        boolean verified = event.verified() || hints != null && call != null;
        return new CallEvent(account.spec().name(), type, event.type(), event.callId(), time, call, verified, raw);
    }

    private Map<String, Object> raw(InboxEvent event) {
        try {
            return reader.content(event).json().object();
        } catch (IOException e) {
            return Map.of();
        }
    }

    private WebhookScheme scheme() {
        return account.spec().webhook().orElseThrow();
    }
}
