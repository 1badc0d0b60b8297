package io.github.camelvoicecall;

/**
 * A key that was made for a message without one.
 *
 * @param fingerprint what it stands for
 * @param placed id of the call that came of it; null as long as none did
 */
record MadeKey(String fingerprint, String key, String placed) {
    MadeKey at(String callId) {
        return new MadeKey(fingerprint, key, callId);
    }

    boolean cameTo(Object callId) {
        return placed != null && placed.equals(callId);
    }
}
