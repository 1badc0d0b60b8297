package io.github.camelvoicecall.client;

import io.github.camelvoicecall.client.RateLimiter.Use;
import io.github.camelvoicecall.model.Failure;
import io.github.camelvoicecall.model.ProviderUnavailableException;
import io.github.camelvoicecall.model.UnexpectedPayloadException;
import io.github.camelvoicecall.model.VoiceCallBuilder;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.provider.Asked;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.Filled;
import io.github.camelvoicecall.provider.Json;
import io.github.camelvoicecall.provider.Operation;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.RuntimeCamelException;

/**
 * Reads lists page by page. Thread safe.
 *
 * @param sender sends the requests
 */
record Lists(Sender sender) {
    PageIterator<Reading> calls(Operation operation, Asked asked, int pageSize, Use use) {
        Binding binding = sender.binding(operation);
        return list(operation, asked, pageSize, use, json -> {
            Reading reading = sender.reader().finish((VoiceCallBuilder) binding.read(json, asked), json);
            if (reading.call().id() == null || reading.call().id().isBlank()) {
                throw new RuntimeCamelException(new UnexpectedPayloadException(
                        Failure.local(sender.spec().name(), operation.id()),
                        null,
                        "a call in the list names no id" + sender.mend("id"),
                        null));
            }
            return reading;
        });
    }

    PageIterator<Object> all(Operation operation, Asked asked, int pageSize, Use use) {
        Binding binding = sender.binding(operation);
        return list(operation, asked, pageSize, use, json -> sender.reader().finish(binding.read(json, asked)));
    }

    private <T> PageIterator<T> list(Operation operation, Asked asked, int pageSize, Use use, Function<Json, T> items) {
        Binding binding = sender.binding(operation);
        Filled filled = binding.fill(asked);
        int size = pageSize <= 0
                ? binding.paging().defaultSize()
                : Math.min(pageSize, binding.paging().maxSize());
        return new PageIterator<>(binding, size, page -> page(operation, binding, filled, page, use), items);
    }

    private Json page(Operation operation, Binding binding, Filled filled, Map<String, String> page, Use use)
            throws VoiceCallException {
        Map<String, String> parameters = new HashMap<>(filled.query());
        parameters.putAll(page);
        try {
            return sender.repeated(use, () -> {
                ProviderResponse answer = sender.read(operation, filled.path(), Sender.query(parameters), use);
                Json json = sender.json(operation, answer);
                if (!binding.array(json).isArray()) {
                    throw sender.answers()
                            .unreadable(
                                    operation,
                                    answer,
                                    "the answer has no list"
                                            + (binding.items().isEmpty()
                                                    ? sender.mend(Json.ITEMS)
                                                    : " at " + binding.items()));
                }
                return json;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderUnavailableException(
                    Failure.local(sender.spec().name(), operation.id()), "interrupted while waiting", e);
        }
    }
}
