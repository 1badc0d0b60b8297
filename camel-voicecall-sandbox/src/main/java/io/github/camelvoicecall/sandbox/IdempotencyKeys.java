package io.github.camelvoicecall.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.Supplier;

/**
 * Agoralia's {@code Idempotency-Key}: the same key with the same method, path and body gets the first answer again for 24 hours, with
 * another body 409. ASSUMED: only answers of success are kept; a second request waits for the first; the key may be any text.
 */
final class IdempotencyKeys {
    private static final Duration LIFE = Duration.ofHours(24);

    private IdempotencyKeys() {}

    /** The first answer to a key. */
    record Kept(String bodyHash, Instant at, int status, String body) {}

    /** The answer, given now or before; a request without a key is always answered anew. */
    static Answer once(ApiRequest request, Simulation simulation, Supplier<Answer> work) {
        String key = request.header("Idempotency-Key");
        if (key.isEmpty()) {
            return work.get();
        }
        String scope = request.method() + ' ' + request.path() + ' ' + key;
        return simulation.book().exclusively(() -> answer(scope, hash(request), simulation, work));
    }

    private static Answer answer(String scope, String hash, Simulation simulation, Supplier<Answer> work) {
        Shelf<Kept> shelf = simulation.book().shelf("idempotency-key", Kept.class);
        Kept kept = shelf.find(scope).orElse(null);
        if (kept == null || !kept.at().plus(LIFE).isAfter(simulation.now())) {
            Answer answer = work.get();
            shelf.put(scope, new Kept(hash, simulation.now(), answer.status(), answer.body()));
            return answer;
        }
        if (!kept.bodyHash().equals(hash)) {
            throw new Refusal(409, "Idempotency-Key was used before with a different request body");
        }
        return Answer.json(kept.status(), Json.parse(kept.body()));
    }

    private static String hash(ApiRequest request) {
        return HexFormat.of().formatHex(WebhookSigner.mac("body", request.body().getBytes(UTF_8)));
    }
}
