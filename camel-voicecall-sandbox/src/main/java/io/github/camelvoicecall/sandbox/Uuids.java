package io.github.camelvoicecall.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;
import java.util.regex.Pattern;

/** Ids of the form that most providers use. */
final class Uuids {
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Uuids() {}

    /** Always the same for the same words. */
    static String of(String words) {
        return UUID.nameUUIDFromBytes(words.getBytes(UTF_8)).toString();
    }

    static String fresh() {
        return UUID.randomUUID().toString();
    }

    static boolean isUuid(String text) {
        return UUID_FORM.matcher(text).matches();
    }
}
