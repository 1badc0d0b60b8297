package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.StreamSupport;

/**
 * Lets another process look at a sandbox and steer it, under {@code /__sandbox/}, without a key:
 *
 * <ul>
 *   <li>{@code GET counts}: {@code {"posts":{"+15555550123":1},"rings":{"+15555550123":1},"totalRings":1,…}}
 *   <li>{@code POST faults}: {@code {"next":["answerLost","status:503"]}}, {@code {"reads":["status:500"]}},
 *       {@code {"number":"+15555550123","fault":"throttled:2","times":2}}, or
 *       {@code {"plan":{"seed":7,"percent":{"answerLost":10}}}}
 *   <li>{@code POST webhook}: {@code {"url":"http://…","behaviour":"doubled,shuffled"}}, each if present
 *   <li>{@code POST call}: {@code {"number":"+15555550123"}} places one as the dashboard would
 *   <li>{@code POST inbound}: {@code {"number":"+15555550123"}} lets that number call the first agent
 *   <li>{@code POST confirm}: {@code {"proposal":"pc_1a2b3c4d"}} confirms the start of a campaign; {@code counts} lists the open ones
 *   <li>{@code POST reset}: forgets everything
 * </ul>
 */
final class Control {
    private static final String ROOT = "/__sandbox/";

    private final VoiceSandbox sandbox;

    Control(VoiceSandbox sandbox) {
        this.sandbox = sandbox;
    }

    boolean concerns(ApiRequest request) {
        return request.path().contains(ROOT); // below the provider's own path, too
    }

    Answer answer(ApiRequest request) {
        try {
            return Answer.json(200, act(request));
        } catch (IllegalArgumentException e) {
            return Answer.json(400, Json.object().put("error", e.getMessage()));
        }
    }

    private JsonNode act(ApiRequest request) {
        String action =
                request.method() + " " + request.path().substring(request.path().indexOf(ROOT) + ROOT.length());
        switch (action) {
            case "GET counts" -> {}
            case "POST faults" -> faults(Json.parse(request.body()));
            case "POST webhook" -> webhook(Json.parse(request.body()));
            case "POST call" -> {
                return Json.object()
                        .put(
                                "id",
                                sandbox.placeElsewhere(Json.parse(request.body())
                                        .path("number")
                                        .asText()));
            }
            case "POST inbound" -> {
                return Json.object()
                        .put(
                                "id",
                                sandbox.dashboard()
                                        .receiveCall(Json.parse(request.body())
                                                .path("number")
                                                .asText()));
            }
            case "POST confirm" ->
                sandbox.dashboard()
                        .confirm(Json.parse(request.body()).path("proposal").asText());
            case "POST reset" -> sandbox.reset();
            default ->
                throw new IllegalArgumentException("no '" + action
                        + "', there are GET counts and POST faults, webhook, call, inbound, confirm, reset");
        }
        return counts();
    }

    private ObjectNode counts() {
        ObjectNode counts = Json.object();
        counts.set("posts", Json.tree(sandbox.posts()));
        counts.set("rings", Json.tree(sandbox.rings()));
        counts.set("proposals", Json.tree(sandbox.dashboard().proposals()));
        counts.set("batches", Json.tree(sandbox.batches()));
        return counts.put("totalRings", sandbox.totalRings())
                .put("maxRingsPerNumber", sandbox.maxRingsPerNumber())
                .put("calls", sandbox.calls())
                .put("reads", sandbox.reads())
                .put("lists", sandbox.lists())
                .put("webhooksSent", sandbox.webhooksSent());
    }

    private void faults(JsonNode asked) {
        sandbox.failNext(faults(asked, "next"));
        sandbox.failNextRead(faults(asked, "reads"));
        if (asked.has("number")) {
            sandbox.failFor(
                    asked.path("number").asText(),
                    Fault.parse(asked.path("fault").asText()),
                    asked.path("times").asInt(1));
        }
        if (asked.has("plan")) {
            sandbox.faults(plan(asked.path("plan")));
        }
    }

    private static Fault[] faults(JsonNode asked, String name) {
        return StreamSupport.stream(asked.path(name).spliterator(), false)
                .map(word -> Fault.parse(word.asText()))
                .toArray(Fault[]::new);
    }

    private static FaultPlan plan(JsonNode asked) {
        FaultPlan plan = FaultPlan.seeded(asked.path("seed").asLong());
        for (var share : asked.path("percent").properties()) {
            plan = plan.percent(share.getValue().asInt(), Fault.parse(share.getKey()));
        }
        return plan;
    }

    private void webhook(JsonNode asked) {
        if (asked.has("url")) {
            sandbox.webhookTo(asked.path("url").textValue());
        }
        if (asked.has("behaviour")) {
            sandbox.webhooks(Webhooks.parse(asked.path("behaviour").asText()));
        }
    }
}
