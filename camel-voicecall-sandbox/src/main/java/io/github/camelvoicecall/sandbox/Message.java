package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * An event as one receiver gets it.
 *
 * @param target URL, null for the workspace's own at the time of sending
 * @param secret what it is signed with, null for the workspace's own
 * @param headers headers that the receiver asked for
 */
record Message(String target, String secret, Map<String, String> headers, ObjectNode body) {

    /** A message to the workspace's URL, or to the call's own. */
    static Message of(Call call, ObjectNode body) {
        return new Message(call.order().webhookUrl(), null, Map.of(), body);
    }

    Letter letter(String id, Call call, String event) {
        return new Letter(id, call.id(), call.sequence(), event, target, secret, headers, body.toString());
    }
}
