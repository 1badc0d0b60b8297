package io.github.camelvoicecall.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Samora's presigned links to transcript and recording: they need no key and live 60 minutes. ASSUMED: their form, and 403 once they
 * are over or were altered.
 */
final class SamoraLinks {
    private static final Duration LIFE = Duration.ofMinutes(60);
    private static final String SECRET = "presigned-links-of-the-sandbox";
    private static final Map<String, String> FILES =
            Map.of("transcript.pdf", "application/pdf", "recording.mp3", "audio/mpeg");

    private SamoraLinks() {}

    static String transcript(Call call, Simulation simulation) {
        return link(call, "transcript.pdf", simulation);
    }

    static String recording(Call call, Simulation simulation) {
        return link(call, "recording.mp3", simulation);
    }

    /** A fresh link, null while there is nothing to link to. */
    private static String link(Call call, String file, Simulation simulation) {
        if (!call.isAnalyzed()) {
            return null;
        }
        String expires = String.valueOf(simulation.now().plus(LIFE).getEpochSecond());
        return simulation.address() + "/files/" + call.id() + "/" + file + "?expires=" + expires + "&signature="
                + signature(call.id(), file, expires);
    }

    static Route route(Simulation simulation) {
        return Route.link("/files/{call_id}/{file}", (request, path) -> {
            Query query = Query.strict(request, Samora.BAD_REQUEST, Set.of("expires", "signature"));
            String expires = query.text("expires")
                    .filter(text -> text.matches("[0-9]{1,12}"))
                    .orElse("0");
            boolean signed = query.text("signature")
                    .equals(Optional.of(signature(path.get("call_id"), path.get("file"), expires)));
            if (!signed || Instant.ofEpochSecond(Long.parseLong(expires)).isBefore(simulation.now())) {
                throw new Refusal(403, "Request has expired");
            }
            Call call = simulation.find(path.get("call_id")).orElseThrow(() -> new Refusal(404, "No such file"));
            return file(call, path.get("file"));
        });
    }

    private static Answer file(Call call, String file) {
        String content = file.endsWith(".pdf") ? Pdf.of(Conversation.of(call).text()) : "ID3";
        return Answer.text(200, FILES.get(file), content);
    }

    private static String signature(String id, String file, String expires) {
        byte[] mac = WebhookSigner.mac(SECRET, (id + '/' + file + '?' + expires).getBytes(UTF_8));
        return HexFormat.of().formatHex(mac);
    }
}
