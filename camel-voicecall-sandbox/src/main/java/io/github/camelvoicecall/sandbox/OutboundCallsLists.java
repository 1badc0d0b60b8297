package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * OutboundCalls' agents, contacts and campaigns; campaigns are made in the web interface alone, see {@link Dashboard#runCampaign}.
 *
 * <p>ASSUMED, as the page does not say it:
 *
 * <ul>
 *   <li>an agent that can call is {@code active} and {@code deployed}, another is {@code draft}
 *   <li>there is one contact list, see {@link Dashboard#contactListId}; another is 404; a second contact with the same phone is a second
 *       contact; {@code customFields} is an object; {@code contactListId} is not required to list contacts
 *   <li>a campaign is {@code running}, then {@code completed}; every call that is over is completed, an answered one is successful; the
 *       rate is from 0 to 100
 * </ul>
 */
final class OutboundCallsLists {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST_AGENTS = 200;
    private static final int MOST_CONTACTS = 500;
    private static final String AGENTS = OutboundCalls.ROOT + "/agents";
    private static final String CONTACTS = OutboundCalls.ROOT + "/contacts";
    private static final String CAMPAIGNS = OutboundCalls.ROOT + "/campaigns";

    private final OutboundCalls provider;
    private final Assumptions assumptions;

    OutboundCallsLists(OutboundCalls provider, Assumptions assumptions) {
        this.provider = provider;
        this.assumptions = assumptions;
    }

    /**
     * A contact.
     *
     * @param body what the API shows of it
     */
    record Contact(ObjectNode body) {}

    static LimitedPage page(Query query, int most, Assumptions assumptions) {
        int limit = query.limit("limit", DEFAULT_LIMIT, most, assumptions.has(Quirk.LIMIT_IS_CUT));
        return new LimitedPage(limit, assumptions.has(Quirk.OLDEST_FIRST), assumptions.shape());
    }

    List<Route> routes(Simulation simulation) {
        return List.of(
                Route.list(AGENTS, (request, path) -> agents(request, simulation)),
                Route.read(AGENTS + "/{id}", (request, path) -> {
                    Query.strict(request, OutboundCalls.BAD_REQUEST, Set.of());
                    return one("agent", row(agent(path.get("id"), simulation)));
                }),
                Route.list(CONTACTS, (request, path) -> contacts(request, simulation)),
                Route.change("POST", CONTACTS, (request, path) -> makeContact(request, simulation)),
                Route.list(CAMPAIGNS, (request, path) -> campaigns(request, simulation)),
                Route.read(CAMPAIGNS + "/{id}", (request, path) -> campaign(request, path, simulation)));
    }

    private Answer one(String name, ObjectNode thing) {
        return Answer.json(200, assumptions.shape().one(name, thing));
    }

    static Agent agent(String id, Simulation simulation) {
        return simulation.agents().stream()
                .filter(agent -> agent.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refusal(404, "Agent not found"));
    }

    static Contact contact(String id, Simulation simulation) {
        return shelf(simulation).find(id).orElseThrow(() -> new Refusal(404, "Contact not found"));
    }

    private Answer agents(ApiRequest request, Simulation simulation) {
        Query query = Query.strict(request, OutboundCalls.BAD_REQUEST, Set.of("status", "limit"));
        Optional<String> status = query.text("status");
        List<ObjectNode> rows = simulation.agents().stream()
                .map(OutboundCallsLists::row)
                .filter(row -> status.isEmpty()
                        || status.get().equals(row.path("status").textValue()))
                .toList();
        return page(query, MOST_AGENTS, assumptions).answer("agents", rows, row -> row);
    }

    private static ObjectNode row(Agent agent) {
        return Json.object()
                .put("id", agent.id())
                .put("name", agent.name())
                .put("language", agent.language())
                .put("status", agent.canCall() ? "active" : "draft")
                .put("deployed", agent.canCall());
    }

    private Answer contacts(ApiRequest request, Simulation simulation) {
        Query query = Query.strict(request, OutboundCalls.BAD_REQUEST, Set.of("contactListId", "limit"));
        Optional<String> list = query.text("contactListId");
        List<ObjectNode> rows = new ArrayList<>(shelf(simulation).all().stream()
                .map(Contact::body)
                .filter(row -> list.isEmpty()
                        || list.get().equals(row.path("contactListId").textValue()))
                .toList());
        Collections.reverse(rows);
        return page(query, MOST_CONTACTS, assumptions).answer("contacts", rows, row -> row);
    }

    private Answer makeContact(ApiRequest request, Simulation simulation) {
        Fields fields = Fields.strict(
                request,
                OutboundCalls.BAD_REQUEST,
                Set.of("contactListId", "phone", "name", "email", "company", "tags", "customFields"));
        String list = fields.required("contactListId", fields.text("contactListId"));
        fields.requiredPhone("phone");
        List.of("name", "email", "company").forEach(fields::text);
        fields.texts("tags");
        fields.object("customFields");
        if (!list.equals(provider.contactListId())) {
            throw new Refusal(404, "Contact list not found");
        }
        ObjectNode body = Json.object().put("id", OutboundCalls.id(Uuids.fresh()));
        body.setAll(fields.body());
        body.put("createdAt", Times.seconds(simulation.now()));
        shelf(simulation).put(body.path("id").textValue(), new Contact(body));
        return Answer.json(201, assumptions.shape().one("contact", body));
    }

    private static Shelf<Contact> shelf(Simulation simulation) {
        return simulation.book().shelf("contact", Contact.class);
    }

    private Answer campaigns(ApiRequest request, Simulation simulation) {
        Query.strict(request, OutboundCalls.BAD_REQUEST, Set.of());
        return new LimitedPage(Integer.MAX_VALUE, assumptions.has(Quirk.OLDEST_FIRST), assumptions.shape())
                .answer("campaigns", simulation.campaigns().newestFirst(), campaign -> row(campaign, simulation));
    }

    private Answer campaign(ApiRequest request, Map<String, String> path, Simulation simulation) {
        Query.strict(request, OutboundCalls.BAD_REQUEST, Set.of());
        Campaign campaign =
                simulation.campaigns().find(path.get("id")).orElseThrow(() -> new Refusal(404, "Campaign not found"));
        Tally tally = simulation.campaigns().tally(campaign.id());
        int successful = tally.endedIn(Outcome.ANSWERED);
        ObjectNode progress = row(campaign, simulation)
                .put("callsTotal", tally.calls())
                .put("callsCompleted", tally.over())
                .put("callsSuccessful", successful)
                .put("callsFailed", tally.over() - successful)
                .put("creditsUsed", OutboundCalls.charged(tally))
                .put("successRate", tally.over() == 0 ? 0 : 100.0 * successful / tally.over());
        return one("campaign", progress);
    }

    private static ObjectNode row(Campaign campaign, Simulation simulation) {
        boolean over = simulation.campaigns().state(campaign) == Campaign.State.FINISHED;
        return Json.object()
                .put("id", campaign.id())
                .put("name", campaign.name())
                .put("status", over ? "completed" : "running")
                .put("createdAt", Times.seconds(campaign.createdAt()));
    }
}
