package io.github.camelvoicecall;

import io.github.camelvoicecall.VoiceCallConfiguration.Calls;
import io.github.camelvoicecall.ledger.Delivery;
import io.github.camelvoicecall.model.CallEvent;
import io.github.camelvoicecall.model.VoiceCall;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.camel.Message;

/**
 * What a route gets of a call or an event that is handed out. Immutable.
 *
 * @param delivery the claim
 * @param call the call as routes see it; null for an event
 * @param event the event as routes see it; null for a call
 */
record DeliveryMessage(Delivery delivery, VoiceCall call, CallEvent event) {
    static DeliveryMessage of(Delivery delivery, EventViews events) {
        return delivery.call() == null
                ? new DeliveryMessage(delivery, null, events.of(delivery.event()))
                : new DeliveryMessage(delivery, delivery.call().toCall(), null);
    }

    /** @return false for a call that the options of a consumer leave out */
    boolean wantedBy(VoiceCallConfiguration options) {
        return event != null
                || (delivery.call().own() || options.getCalls() == Calls.all)
                        && (options.getCampaignId() == null
                                || options.getCampaignId().equals(call.campaignId()))
                        && (options.getAgentId() == null || options.getAgentId().equals(call.agentId()))
                        && (options.getDirection() == null || options.getDirection() == call.direction());
    }

    /** What {@link #wantedBy} leaves out, in words; null for nothing. */
    static String filter(VoiceCallConfiguration options) {
        Map<String, Object> filter = new TreeMap<>();
        filter.put("calls", options.getCalls() == Calls.all ? null : options.getCalls());
        filter.put("campaignId", options.getCampaignId());
        filter.put("agentId", options.getAgentId());
        filter.put("direction", options.getDirection());
        filter.values().removeIf(Objects::isNull);
        return filter.isEmpty() ? null : filter.toString();
    }

    void fill(Message message) {
        message.setHeader(VoiceCallConstants.REDELIVERED, delivery.redelivered());
        if (event == null) {
            fillCall(message);
        } else {
            fillEvent(message);
        }
    }

    private void fillCall(Message message) {
        CallHeaders.set(message, call);
        message.setHeader(VoiceCallConstants.SUPERSEDES, delivery.supersedes());
        message.setHeader(VoiceCallConstants.VERIFIED, call.verified());
        message.setBody(call);
    }

    private void fillEvent(Message message) {
        if (event.call() != null) {
            CallHeaders.set(message, event.call());
        }
        message.setHeader(VoiceCallConstants.PROVIDER, event.provider());
        message.setHeader(VoiceCallConstants.EVENT, event.type().name());
        message.setHeader(VoiceCallConstants.VERIFIED, event.verified());
        message.setBody(event);
    }
}
