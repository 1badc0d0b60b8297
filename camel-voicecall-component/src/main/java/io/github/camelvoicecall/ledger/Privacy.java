package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.Masked;
import io.github.camelvoicecall.model.VoiceCall;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What is left of a call once people's data is taken out, and where a number occurs. */
final class Privacy {
    private Privacy() {}

    static Entry blanked(Entry entry) {
        VoiceCall call = entry.row().call();
        return entry.edit().blanked(call == null ? null : blanked(call)).build();
    }

    /** Named one by one, so that a field added later is taken out until somebody decides otherwise. */
    private static VoiceCall blanked(VoiceCall call) {
        return VoiceCall.of(call.provider())
                .id(call.id())
                .status(call.status())
                .rawStatus(call.rawStatus())
                .direction(call.direction())
                .agentId(call.agentId())
                .campaignId(call.campaignId())
                .idempotencyKey(call.idempotencyKey())
                .createdAt(call.createdAt())
                .startedAt(call.startedAt())
                .endedAt(call.endedAt())
                .durationSeconds(call.durationSeconds())
                .answeredBy(call.answeredBy())
                .endReason(call.endReason())
                .analysisReady(call.analysisReady())
                .attempt(call.attempt())
                .maxAttempts(call.maxAttempts())
                .cost(call.cost())
                .verified(call.verified())
                .build();
    }

    static boolean mentions(Entry entry, Pattern number) {
        return mentions(Json.write(entry.row().request()), number)
                || mentions(Json.write(entry.row().call()), number)
                || mentions(entry.row().key(), number);
    }

    static boolean numberInKey(Entry entry) {
        String key = entry.row().key();
        return key != null && !key.equals(Masked.text(key));
    }

    static boolean mentions(InboxEvent event, Pattern number) {
        return mentions(new String(event.body(), StandardCharsets.UTF_8), number);
    }

    private static boolean mentions(String text, Pattern number) {
        return text != null && number.matcher(text).find();
    }

    /** Finds a number written without blanks, wherever it stands in a text. */
    static Pattern mentions(String e164) {
        return Pattern.compile("(?<!\\d)" + digits(e164) + "(?!\\d)");
    }

    static String digits(String e164) {
        StringBuilder digits = new StringBuilder(e164.length());
        for (char sign : e164.toCharArray()) {
            if (sign >= '0' && sign <= '9') {
                digits.append(sign);
            }
        }
        if (digits.isEmpty()) {
            throw new IllegalArgumentException("Not a phone number");
        }
        return digits.toString();
    }
}
