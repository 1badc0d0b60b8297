package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.VoiceCall;
import java.time.Instant;

/** An entry being rewritten; what isn't set stays. Not thread safe. */
final class Draft {
    private final CallRow row;
    private String key;
    private String fingerprint;
    private CallState state;
    private String callId;
    private CallRequest request;
    private VoiceCall call;
    private String reason;
    private Instant openSince;
    private Instant endedAt;
    private Instant lookAt;
    private int looks;
    private Instant provisionalUntil;
    private boolean blanked;

    Draft(Entry entry) {
        row = entry.row();
        key = row.key();
        fingerprint = row.fingerprint();
        state = row.state();
        callId = row.callId();
        request = row.request();
        call = row.call();
        reason = row.reason();
        openSince = row.openSince();
        endedAt = row.endedAt();
        lookAt = row.lookAt();
        looks = row.looks();
        provisionalUntil = entry.provisionalUntil();
        blanked = entry.blanked();
    }

    /** The person is forgotten: the digest of what was asked for is one of the number. */
    Draft nameless() {
        fingerprint = null;
        return this;
    }

    /** The key goes as well; what takes its place still tells that it was used. */
    Draft buried(String tombstone) {
        key = tombstone;
        call = call == null ? null : call.toBuilder().idempotencyKey(null).build();
        return nameless();
    }

    Draft state(CallState value) {
        state = value;
        return this;
    }

    Draft callId(String value) {
        callId = value;
        return this;
    }

    Draft call(VoiceCall value) {
        blanked = blanked && value.equals(call);
        call = value;
        return this;
    }

    Draft blanked(VoiceCall rest) {
        request = null;
        call = rest;
        blanked = true;
        return this;
    }

    Draft reason(String value) {
        reason = value;
        return this;
    }

    Draft openSince(Instant value) {
        openSince = value;
        return this;
    }

    Draft endedAt(Instant value) {
        endedAt = value;
        return this;
    }

    Draft lookAt(Instant value) {
        lookAt = value;
        return this;
    }

    Draft looks(int value) {
        looks = value;
        return this;
    }

    Draft provisionalUntil(Instant value) {
        provisionalUntil = value;
        return this;
    }

    Entry build() {
        CallRow rewritten = new CallRow(
                row.ref(),
                row.account(),
                row.scope(),
                key,
                fingerprint,
                state,
                callId,
                request,
                call,
                reason,
                row.createdAt(),
                openSince,
                endedAt,
                lookAt,
                looks);
        return new Entry(rewritten, provisionalUntil, blanked);
    }
}
