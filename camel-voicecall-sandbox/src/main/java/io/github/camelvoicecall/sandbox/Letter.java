package io.github.camelvoicecall.sandbox;

import java.util.Map;

/**
 * One webhook event that is to be delivered.
 *
 * @param id our own, never sent
 * @param callSequence position of the call among all calls, for what is left to seeded chance
 * @param target URL that this event goes to, null for the workspace's own at the time of sending
 * @param secret what it is signed with, null for the workspace's own
 * @param headers headers that its receiver asked for
 * @param body JSON as it will be signed and sent, the same for every attempt
 */
record Letter(
        String id,
        String callId,
        long callSequence,
        String event,
        String target,
        String secret,
        Map<String, String> headers,
        String body) {}
