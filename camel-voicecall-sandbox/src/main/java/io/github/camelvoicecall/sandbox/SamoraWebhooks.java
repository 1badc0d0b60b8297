package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Samora's webhooks, registered per agent; what they send is in {@link SamoraDeliveries}.
 *
 * <p>ASSUMED, as no page says it:
 *
 * <ul>
 *   <li>201 for a created webhook, 200 for the rest, see {@link Quirk#BARE_ANSWERS}
 *   <li>the answer to an update has no {@code secret}, see {@link Quirk#MASKED_SECRET}
 *   <li>{@code https} is demanded but of hosts of this machine, which a test listens on
 *   <li>deliveries are posted as JSON: {@code event_type}, {@code webhook_id} and {@code timestamp}, and in {@code data} the call with
 *       {@code call_id}, {@code to_number} and the fields of a read; the names are a switch, see {@link SandboxBuilder#webhookNames}
 *   <li>{@code transcript} is text; it and {@code recording_url} come with {@code CALL_FINISHED} alone
 *   <li>the signature is hex HMAC-SHA256 of the body behind {@code sha256=} in {@code X-Samora-Signature}, the secret as it is being
 *       the key; a switch, too, see {@link SandboxBuilder#signature}
 *   <li>the receiver has 10 seconds; an event that was not received is sent again, see {@link SandboxBuilder#webhookTries}
 * </ul>
 */
final class SamoraWebhooks {
    private static final String WEBHOOKS = "/v2/webhooks";
    private static final String WEBHOOK = WEBHOOKS + "/{webhook_id}";
    private static final int LONGEST_NAME = 255;
    private static final Map<String, String> EVENTS = events();
    private static final List<String> OPTIONS = List.of("include_transcript", "include_recording_url");
    private static final Set<String> MUTABLE = Set.of("name", "url", "events", "data_options", "custom_headers");

    private final SamoraDeliveries deliveries;
    private final Assumptions assumptions;

    SamoraWebhooks(SamoraCalls calls, Assumptions assumptions) {
        this.deliveries = new SamoraDeliveries(calls, assumptions);
        this.assumptions = assumptions;
    }

    /**
     * A registered webhook.
     *
     * @param body what the API shows of it, without the secret
     */
    record Hook(String secret, ObjectNode body) {
        String text(String field) {
            return body.path(field).textValue();
        }

        boolean wants(String event, String agentId) {
            boolean chosen = Json.texts(body.path("events")).contains(event);
            return chosen
                    && body.path("is_active").booleanValue()
                    && text("agent_id").equals(agentId);
        }

        boolean has(String option) {
            return body.path("data_options").path(option).booleanValue();
        }
    }

    List<Route> routes(Simulation simulation) {
        return List.of(
                Route.list(WEBHOOKS + "/events", (request, path) -> catalogue(request)),
                Route.change("POST", WEBHOOKS, (request, path) -> create(request, simulation)),
                Route.list(WEBHOOKS, (request, path) -> list(request, simulation)),
                Route.read(WEBHOOK, (request, path) -> {
                    Query.strict(request, Samora.BAD_REQUEST, Set.of());
                    return shown(
                            200,
                            "Webhook fetched successfully",
                            find(path, simulation).body());
                }),
                Route.change("PUT", WEBHOOK, simulation.alone((request, path) -> update(request, path, simulation))),
                Route.change("DELETE", WEBHOOK, simulation.alone((request, path) -> delete(path, simulation))));
    }

    private Answer create(ApiRequest request, Simulation simulation) {
        Samora.checkSize(request);
        Fields fields = Fields.strict(request, Samora.BAD_REQUEST, with("agent_id"));
        Agent agent = Samora.agent(fields.required("agent_id", fields.text("agent_id")), simulation);
        for (String needed : List.of("name", "url", "events")) {
            fields.check(fields.body().has(needed), needed, "'" + needed + "' is required");
        }
        Hook hook = new Hook("whsec_" + Uuids.fresh().replace("-", ""), fresh(agent, simulation.now()));
        return kept(201, "Webhook created", changed(hook, fields, simulation), hook.secret(), simulation);
    }

    private static ObjectNode fresh(Agent agent, Instant now) {
        ObjectNode body = Json.object().put("id", Uuids.fresh()).put("agent_id", agent.id());
        body.putNull("name").putNull("url").putArray("events");
        ObjectNode options = body.putObject("data_options");
        OPTIONS.forEach(option -> options.put(option, false));
        body.putObject("custom_headers");
        return body.put("is_active", true).put("created_at", Times.seconds(now)).put("updated_at", Times.seconds(now));
    }

    private Answer update(ApiRequest request, Map<String, String> path, Simulation simulation) {
        Samora.checkSize(request);
        Hook hook = find(path, simulation);
        Fields fields = Fields.strict(request, Samora.BAD_REQUEST, with("is_active"));
        String secret = assumptions.has(Quirk.MASKED_SECRET) ? "whsec_****" : null;
        Answer answer = kept(200, "Webhook updated", changed(hook, fields, simulation), secret, simulation);
        return assumptions.has(Quirk.BARE_ANSWERS) ? Answer.empty(204) : answer;
    }

    private static Hook changed(Hook hook, Fields fields, Simulation simulation) {
        check(fields);
        ObjectNode body = hook.body().deepCopy();
        fields.body().properties().forEach(field -> {
            if (body.path(field.getKey()) instanceof ObjectNode object
                    && field.getKey().equals("data_options")) {
                object.setAll((ObjectNode) field.getValue());
            } else {
                body.set(field.getKey(), field.getValue());
            }
        });
        return new Hook(hook.secret(), body.put("updated_at", Times.seconds(simulation.now())));
    }

    private static void check(Fields fields) {
        fields.text("name", LONGEST_NAME);
        fields.webUrl("url")
                .ifPresent(url -> fields.check(isSafe(URI.create(url)), "url", "'url' must be an https URL"));
        fields.texts("events")
                .ifPresent(events -> fields.check(
                        !events.isEmpty() && EVENTS.keySet().containsAll(events),
                        "events",
                        "'events' must hold at least one of " + EVENTS.keySet()));
        fields.object("data_options").ifPresent(options -> {
            Fields inner = Fields.within(options, Samora.BAD_REQUEST, Set.copyOf(OPTIONS));
            OPTIONS.forEach(inner::flag);
        });
        fields.object("custom_headers").ifPresent(headers -> headers.properties()
                .forEach(header -> fields.check(
                        header.getValue().isTextual(),
                        "custom_headers",
                        "'custom_headers' must hold nothing but strings")));
        fields.flag("is_active");
    }

    private static boolean isSafe(URI url) {
        return "https".equals(url.getScheme())
                || Set.of("127.0.0.1", "localhost").contains(url.getHost());
    }

    private Answer list(ApiRequest request, Simulation simulation) {
        Query query = Query.strict(request, Samora.BAD_REQUEST, Set.of("agent_id"));
        Optional<String> agent = query.text("agent_id").map(id -> Samora.uuid("agent_id", id));
        List<Hook> hooks = shelf(simulation).all().stream()
                .filter(hook -> agent.isEmpty() || agent.get().equals(hook.text("agent_id")))
                .toList();
        ObjectNode answer = Json.object();
        ObjectNode data = answer.putObject("data");
        ArrayNode rows = data.putArray("webhooks");
        hooks.forEach(hook -> rows.add(hook.body()));
        data.put("total_count", hooks.size());
        return Answer.json(200, answer);
    }

    private Answer delete(Map<String, String> path, Simulation simulation) {
        shelf(simulation).remove(find(path, simulation).text("id"));
        return assumptions.has(Quirk.BARE_ANSWERS)
                ? Answer.empty(204)
                : Answer.json(200, Samora.message("Webhook deleted"));
    }

    private static Answer catalogue(ApiRequest request) {
        Query.strict(request, Samora.BAD_REQUEST, Set.of());
        ObjectNode answer = Json.object();
        ArrayNode rows = answer.putObject("data").putArray("events");
        EVENTS.forEach((type, description) -> {
            ArrayNode options = rows.addObject()
                    .put("event_type", type)
                    .put(
                            "display_name",
                            type.charAt(0)
                                    + type.substring(1).toLowerCase(Locale.ROOT).replace('_', ' '))
                    .put("description", description)
                    .putArray("available_data_options");
            if (type.equals("CALL_FINISHED")) {
                OPTIONS.forEach(options::add);
            }
        });
        return Answer.json(200, answer);
    }

    private static Map<String, String> events() {
        Map<String, String> events = new LinkedHashMap<>();
        events.put("CALL_STARTED", "A call begins, inbound or outbound");
        events.put("CALL_FINISHED", "A call ended, transcript and recording are available");
        events.put("CALL_FAILED", "A call failed, was rejected or was not answered");
        return events;
    }

    /**
     * What the webhooks of the call's agent are sent.
     *
     * @throws IllegalArgumentException if there is no such event
     */
    List<Message> messages(String event, Call call, Simulation simulation) {
        if (!EVENTS.containsKey(event)) {
            throw new IllegalArgumentException("Samora has no event '" + event + "'");
        }
        return shelf(simulation).all().stream()
                .filter(hook -> hook.wants(event, call.order().agent().id()))
                .map(hook -> deliveries.message(hook, event, call, simulation))
                .toList();
    }

    private Answer kept(int status, String text, Hook hook, String secret, Simulation simulation) {
        shelf(simulation).put(hook.text("id"), hook);
        ObjectNode body = hook.body().deepCopy();
        return shown(status, text, secret == null ? body : body.put("secret", secret));
    }

    private static Answer shown(int status, String text, ObjectNode body) {
        ObjectNode answer = Samora.message(text);
        answer.set("data", body);
        return Answer.json(status, answer);
    }

    private static Hook find(Map<String, String> path, Simulation simulation) {
        return shelf(simulation)
                .find(Samora.uuid("webhook_id", path.get("webhook_id")))
                .orElseThrow(() -> new Refusal(404, "Webhook not found"));
    }

    private static Shelf<Hook> shelf(Simulation simulation) {
        return simulation.book().shelf("webhook", Hook.class);
    }

    private static Set<String> with(String name) {
        Set<String> all = new HashSet<>(MUTABLE);
        all.add(name);
        return all;
    }
}
