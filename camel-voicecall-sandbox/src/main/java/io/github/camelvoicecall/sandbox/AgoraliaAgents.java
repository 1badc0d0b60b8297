package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Agoralia's agents: those of the workspace, and those that were made by a request. */
record AgoraliaAgents(Agoralia agoralia) {
    private static final String AGENTS = Agoralia.ROOT + "/agents";
    private static final Set<String> FIELDS =
            Set.of("name", "lang", "voice_engine", "voice_id", "model", "general_tools", "post_call_analysis_data");
    private static final Set<String> ENGINES = Set.of("vapi", "retell");

    /** An agent and what speaks for it. */
    record Voiced(Agent agent, String voiceEngine) {
        long id() {
            return Long.parseLong(agent.id());
        }
    }

    List<Route> routes(Simulation simulation) {
        return List.of(
                Route.list(AGENTS, agoralia.scoped("agents:read", (request, path) -> list(request, simulation))),
                Route.change(
                        "POST",
                        AGENTS,
                        agoralia.scoped(
                                "agents:write",
                                Agoralia.once(simulation, (request, path) -> make(request, simulation)))));
    }

    static Agent find(String id, Simulation simulation) {
        return all(simulation).stream()
                .map(Voiced::agent)
                .filter(agent -> agent.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refusal(404, "Agent not found"));
    }

    private Answer list(ApiRequest request, Simulation simulation) {
        CursorPage page = agoralia.page(Query.strict(request, Agoralia.INVALID, CursorPage.PARAMETERS));
        return page.answer(all(simulation), Voiced::id, AgoraliaAgents::row);
    }

    private static List<Voiced> all(Simulation simulation) {
        List<Voiced> all = new ArrayList<>(shelf(simulation).all());
        simulation.agents().stream().filter(Agent::canCall).forEach(agent -> all.add(new Voiced(agent, "vapi")));
        return all;
    }

    private static Answer make(ApiRequest request, Simulation simulation) {
        Fields fields = Fields.strict(request, Agoralia.INVALID, FIELDS);
        String name = fields.required("name", fields.text("name", Integer.MAX_VALUE));
        String language = fields.text("lang").orElse("en-US");
        String engine = fields.word("voice_engine", ENGINES).orElse("vapi");
        fields.text("voice_id");
        fields.text("model");
        fields.array("general_tools")
                .ifPresent(tools -> tools.forEach(
                        tool -> fields.check(tool.isObject(), "general_tools", "'general_tools' must hold objects")));
        fields.array("post_call_analysis_data");
        String id = simulation.integerIds().of(simulation.book().nextSequence());
        Voiced made = new Voiced(new Agent(id, name, language, true, true, false), engine);
        shelf(simulation).put(id, made);
        return Answer.json(201, row(made));
    }

    private static Shelf<Voiced> shelf(Simulation simulation) {
        return simulation.book().shelf("agent", Voiced.class);
    }

    private static ObjectNode row(Voiced voiced) {
        return Json.object()
                .put("id", voiced.id())
                .put("name", voiced.agent().name())
                .put("lang", voiced.agent().language())
                .put("voice_engine", voiced.voiceEngine());
    }
}
