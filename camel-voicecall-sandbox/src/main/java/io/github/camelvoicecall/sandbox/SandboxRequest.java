package io.github.camelvoicecall.sandbox;

import java.time.Instant;
import java.util.Map;

/**
 * One API request that a sandbox received. Immutable.
 *
 * @param at when it came
 * @param headers names in any case, the key included
 * @param status HTTP status that was answered, 0 if the connection was broken instead
 */
public record SandboxRequest(
        Instant at, String method, String path, Map<String, String> headers, String body, int status) {}
