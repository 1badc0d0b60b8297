package io.github.camelvoicecall;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.github.camelvoicecall.model.Identified;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.model.VoiceResult;
import io.github.camelvoicecall.model.VoiceWebhook;
import io.github.camelvoicecall.provider.Asked;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.Field;
import io.github.camelvoicecall.provider.FieldException;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.Phones;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Message;

/**
 * Reads what a message asks of an operation, by the fields that its binding declares: from the body, then the headers, then the endpoint's options. Thread safe.
 *
 * <p>The body is a map, a JSON object or a record with our names; the id of the thing that is asked about, as text or number; or a result of ours that has it, so that one step's
 * result feeds the next.
 */
final class AskedReader {
    private static final String KEY = "idempotencyKey";
    private static final String FORMS = ": give a Map, a record, or a JSON object with the operation's names";
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private final Operation operation;
    private final Binding binding;
    private final Phones phones;
    private final Map<String, Elsewhere> elsewhere;

    /** Where a field may stand when the body has none. */
    private record Elsewhere(String header, String option, String standard) {
        private Object in(Message message) {
            Object value = header == null ? null : message.getHeader(header);
            return value == null || value.toString().isBlank() ? standard : value;
        }

        private String words() {
            return (header == null ? "" : ", the header " + header) + " or the option " + option;
        }
    }

    AskedReader(Operation operation, Binding binding, VoiceCallConfiguration options) {
        this.operation = operation;
        this.binding = binding;
        this.phones = new PhoneNumbers(options.getDefaultRegion())::e164;
        this.elsewhere = Map.of(
                "agentId", new Elsewhere(VoiceCallConstants.AGENT_ID, "agentId", options.getAgentId()),
                "agentName", new Elsewhere(VoiceCallConstants.AGENT_NAME, "agentName", options.getAgentName()),
                "campaignId", new Elsewhere(VoiceCallConstants.CAMPAIGN_ID, "campaignId", options.getCampaignId()),
                "callId", new Elsewhere(VoiceCallConstants.CALL_ID, "callId", options.getCallId()),
                "from", new Elsewhere(VoiceCallConstants.FROM, "fromNumber", options.getFromNumber()),
                "contactListId", new Elsewhere(null, "contactListId", options.getContactListId()));
    }

    /**
     * What a message asks for.
     *
     * @param asked the fields
     * @param key the idempotency key that the message names; null for none
     */
    record Wish(Asked asked, String key) {}

    /**
     * @param message the message
     * @return what it asks for
     * @throws FieldException naming the field that is unknown, missing or wrong
     */
    Wish read(Message message) {
        return read(message, body(message));
    }

    /** Like {@link #read(Message)}, of a message whose body is something else. */
    Wish readBeside(Message message) {
        return read(message, Map.of());
    }

    private Wish read(Message message, Map<String, Object> body) {
        Map<String, Object> given = new LinkedHashMap<>(body);
        Object key = given.remove(KEY);
        for (Field field : binding.fields()) {
            complete(given, field, message);
        }
        if (operation.updates() && given.keySet().stream().allMatch(this::isPlace)) {
            throw new FieldException(
                    "body",
                    "names nothing to change; known are "
                            + binding.fields().stream()
                                    .map(Field::name)
                                    .filter(name -> !isPlace(name))
                                    .toList());
        }
        return new Wish(binding.ask(given, phones), key == null ? null : key.toString());
    }

    private boolean isPlace(String name) {
        return binding.path().contains("{" + name + "}");
    }

    private void complete(Map<String, Object> given, Field field, Message message) {
        String name = field.name();
        Elsewhere other = elsewhere.get(name);
        if (missing(name, given.get(name))) {
            given.remove(name);
            Object value = other == null ? null : other.in(message);
            if (value != null) {
                given.put(name, value);
            }
        }
        if (field.isRequired() && field.standard() == null && missing(name, given.get(name))) {
            throw new FieldException(
                    name, "is missing: put it in the body" + (other == null ? "" : other.words()) + "; it is " + field);
        }
    }

    /** In a path, dots alone would lead elsewhere. */
    private boolean missing(String name, Object value) {
        return value == null || value.toString().isBlank() || isPlace(name) && !Binding.isId(value.toString());
    }

    private Map<String, Object> body(Message message) {
        Object body = message.getBody();
        if (body instanceof VoiceResult result) {
            return known(ids(result));
        }
        if (body instanceof Record fields) {
            return present(map(fields));
        }
        Object read = body instanceof Number ? body.toString() : RequestReader.objectOrText(message);
        if (read instanceof Map<?, ?> fields) {
            return named(fields);
        }
        return read == null || read.toString().isEmpty() ? none(body) : subject(read);
    }

    /** Only an operation that changes something minds a body that it can't read. */
    private Map<String, Object> none(Object body) {
        boolean unreadable = body != null && !(body instanceof CharSequence) && !(body instanceof byte[]);
        if (unreadable && binding.changes()) {
            throw new FieldException("body", "is a " + body.getClass().getSimpleName() + FORMS);
        }
        return Map.of();
    }

    private Map<String, Object> subject(Object id) {
        if (binding.lists() && operation.subject().isEmpty()) {
            return Map.of();
        }
        return Map.of(
                operation.subject().orElseThrow(() -> new FieldException("body", "is no JSON object" + FORMS)), id);
    }

    /** An {@code id} is that of the thing which is asked about. A read of one thing takes any object that has it. */
    private Map<String, Object> named(Map<?, ?> fields) {
        Map<String, Object> named = new LinkedHashMap<>();
        fields.forEach((name, value) -> named.put(String.valueOf(name), value));
        operation.subject().filter(subject -> !declared("id")).ifPresent(subject -> {
            Object id = named.remove("id");
            named.putIfAbsent(subject, id);
        });
        boolean anyObject = !binding.changes()
                && !binding.lists()
                && binding.fields().stream().allMatch(field -> binding.path().contains("{" + field.name() + "}"));
        return anyObject ? known(named) : named;
    }

    private Map<String, Object> known(Map<String, Object> fields) {
        Map<String, Object> known = present(fields);
        known.keySet().removeIf(name -> !declared(name));
        return known;
    }

    private boolean declared(String name) {
        return binding.fields().stream().anyMatch(field -> field.name().equals(name));
    }

    private static Map<String, Object> present(Map<String, Object> fields) {
        Map<String, Object> present = new LinkedHashMap<>(fields);
        present.values().removeIf(value -> value == null);
        return present;
    }

    /** What a result of ours says about the next step. */
    private Map<String, Object> ids(VoiceResult result) {
        Map<String, Object> ids = new LinkedHashMap<>(map(result));
        ids.keySet().retainAll(List.of("agentId", "campaignId", "callId", "contactListId", "contactId"));
        String own = result instanceof Identified thing ? thing.id() : null;
        if (own != null) {
            ids.put(name(result), own);
        }
        return ids;
    }

    private static String name(VoiceResult result) {
        if (result instanceof VoiceCall) {
            return "callId";
        }
        if (result instanceof VoiceWebhook) {
            return "webhookId";
        }
        String kind = result.getClass().getSimpleName();
        return kind.toLowerCase(Locale.ROOT) + "Id";
    }

    private static Map<String, Object> map(Object fields) {
        return MAPPER.convertValue(fields, FIELDS);
    }
}
