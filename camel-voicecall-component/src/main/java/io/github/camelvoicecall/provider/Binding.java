package io.github.camelvoicecall.provider;

import io.github.camelvoicecall.model.CallRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One operation of a provider's API: how it is asked and how the answer is read. Immutable; the engine executes it.
 *
 * @param method HTTP method
 * @param path path below the base URL; {@code {callId}} stands for the call's id
 * @param body makes the request's body; null for none
 * @param check a provider's own rule for requests, throws {@link FieldException}; null for none
 * @param accepts fields of a request that the provider honours
 * @param items pointer to the array of a list; null for an answer of one thing
 * @param reader reads the answer, or each item; a {@code VoiceCallBuilder} for calls
 * @param identity field that tells items apart, for pages that shift while they are read; null for none
 * @param paging how the list goes on; null for an answer of one thing
 * @param filters query parameters that users may set
 */
public record Binding(
        String method,
        String path,
        Function<CallRequest, JsonBody> body,
        Consumer<CallRequest> check,
        Set<RequestField> accepts,
        String items,
        Function<Json, ?> reader,
        String identity,
        Paging paging,
        List<String> filters) {

    /**
     * A read.
     *
     * @param path path below the base URL
     * @return the binding
     */
    public static Binding get(String path) {
        return new Binding("GET", path, null, null, Set.of(), null, null, null, null, List.of());
    }

    /**
     * A request that changes something.
     *
     * @param path path below the base URL
     * @return the binding
     */
    public static Binding post(String path) {
        return new Binding("POST", path, null, null, Set.of(), null, null, null, null, List.of());
    }

    /**
     * @param writer makes the body of a call to be placed
     * @return the changed binding
     */
    public Binding body(Function<CallRequest, JsonBody> writer) {
        return new Binding(method, path, writer, check, accepts, items, reader, identity, paging, filters);
    }

    /**
     * @param rule the provider's own rule, throws {@link FieldException}
     * @return the changed binding
     */
    public Binding check(Consumer<CallRequest> rule) {
        return new Binding(method, path, body, rule, accepts, items, reader, identity, paging, filters);
    }

    /**
     * @param first a field that the provider honours
     * @param more further ones
     * @return the changed binding
     */
    public Binding accepts(RequestField first, RequestField... more) {
        return new Binding(
                method, path, body, check, EnumSet.of(first, more), items, reader, identity, paging, filters);
    }

    /**
     * @param reading reads the answer
     * @return the changed binding
     */
    public Binding reads(Function<Json, ?> reading) {
        return new Binding(method, path, body, check, accepts, null, reading, identity, paging, filters);
    }

    /**
     * @param pointer pointer to the array
     * @param id field that tells items apart
     * @param reading reads an item
     * @return the changed binding
     */
    public Binding items(String pointer, String id, Function<Json, ?> reading) {
        return new Binding(method, path, body, check, accepts, pointer, reading, id, paging, filters);
    }

    /**
     * @param how how the list goes on
     * @return the changed binding
     */
    public Binding paging(Paging how) {
        return new Binding(method, path, body, check, accepts, items, reader, identity, how, filters);
    }

    /**
     * @param names query parameters that users may set
     * @return the changed binding
     */
    public Binding filters(String... names) {
        return new Binding(method, path, body, check, accepts, items, reader, identity, paging, List.of(names));
    }

    /** @return true for a list */
    public boolean lists() {
        return items != null;
    }
}
