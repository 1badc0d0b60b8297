package io.github.camelvoicecall.providers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelvoicecall.client.CallReader;
import io.github.camelvoicecall.client.Reading;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.VoiceCallBuilder;
import io.github.camelvoicecall.provider.Asked;
import io.github.camelvoicecall.provider.Json;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.ProviderSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** A provider's declaration applied to payload files, as the engine applies it. */
record Payloads(ProviderSpec spec) {
    static final Instant READ_AT = Instant.parse("2026-06-01T14:10:00Z");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    Json json(String file) {
        return json(file, READ_AT);
    }

    Json json(String file, Instant readAt) {
        try (InputStream in = getClass().getResourceAsStream("/providers/" + spec.name() + "/" + file)) {
            return Json.read(Objects.requireNonNull(in, file).readAllBytes(), readAt);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Reading call(Json json) {
        return finish(read -> spec.binding(Operation.GET_CALL).orElseThrow().read(read, Asked.NOTHING), json);
    }

    Reading call(String file) {
        return call(json(file));
    }

    Reading event(String file) {
        return finish(spec.webhook().orElseThrow().reader(), json(file));
    }

    private Reading finish(Function<Json, ?> reader, Json json) {
        return new CallReader(spec, spec.statuses()).finish((VoiceCallBuilder) reader.apply(json), json);
    }

    /** The body that places a call, before our own reference is added. */
    JsonNode body(CallRequest request) {
        byte[] body = spec.binding(Operation.TRIGGER_CALL)
                .orElseThrow()
                .body()
                .apply(request)
                .bytes();
        try {
            return MAPPER.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    void check(CallRequest request) {
        spec.binding(Operation.TRIGGER_CALL).orElseThrow().check().accept(request);
    }

    boolean signed(String secret, Map<String, String> headers, byte[] body) {
        return spec.webhook().orElseThrow().signature().verify(java.util.List.of(secret), headers::get, body);
    }
}
