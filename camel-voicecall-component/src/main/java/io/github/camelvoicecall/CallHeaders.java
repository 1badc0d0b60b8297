package io.github.camelvoicecall;

import io.github.camelvoicecall.model.VoiceCall;
import org.apache.camel.Message;

/** The headers that tell of a call, the same for producers and consumers. */
final class CallHeaders {
    private CallHeaders() {}

    static void set(Message message, VoiceCall call) {
        message.setHeader(VoiceCallConstants.PROVIDER, call.provider());
        put(message, VoiceCallConstants.ID, call.id());
        message.setHeader(VoiceCallConstants.STATUS, call.status().name());
        put(message, VoiceCallConstants.RAW_STATUS, call.rawStatus());
        put(message, VoiceCallConstants.RESULT_CAMPAIGN_ID, call.campaignId());
        put(message, VoiceCallConstants.DIALS, call.attempt());
    }

    /** A header of the call before must not stay when this one has no such value. */
    private static void put(Message message, String name, Object value) {
        if (value == null) {
            message.removeHeader(name);
        } else {
            message.setHeader(name, value);
        }
    }
}
