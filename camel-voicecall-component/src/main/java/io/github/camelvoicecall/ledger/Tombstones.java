package io.github.camelvoicecall.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What stays of the keys of people who are to be forgotten: keyed hashes, which tell whether a key was used and not what it was. So nobody is called again under a key whose
 * call was deleted. Immutable.
 */
final class Tombstones {
    private static final String MARK = "forgotten:";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SECRET_BYTES = 32;

    private final Mac keyed;

    Tombstones(String secret) {
        try {
            keyed = Mac.getInstance(ALGORITHM);
            keyed.init(new SecretKeySpec(Base64.getDecoder().decode(secret), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    static String newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return Base64.getEncoder().encodeToString(secret);
    }

    /** @return what takes the place of a key; a tombstone stands for itself */
    String of(String scope, String key) {
        if (is(key)) {
            return key;
        }
        Mac mac = copy();
        mac.update(scope.getBytes(StandardCharsets.UTF_8));
        mac.update((byte) 0);
        byte[] hash = mac.doFinal(key.getBytes(StandardCharsets.UTF_8));
        return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    /** @return true for a key of somebody who was forgotten */
    static boolean is(String key) {
        return key.startsWith(MARK);
    }

    private Mac copy() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("This platform's " + ALGORITHM + " can't be copied", e);
        }
    }
}
