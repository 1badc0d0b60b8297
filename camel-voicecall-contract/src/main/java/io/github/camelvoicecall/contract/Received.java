package io.github.camelvoicecall.contract;

import java.util.Map;

/**
 * A request that came.
 *
 * @param path below the base URL
 * @param query raw; null for none
 * @param headers names in any case
 * @param status what was answered; 0 if the answer was lost
 */
record Received(String method, String path, String query, Map<String, String> headers, int status) {
    boolean isGood() {
        return status / 100 == 2;
    }
}
