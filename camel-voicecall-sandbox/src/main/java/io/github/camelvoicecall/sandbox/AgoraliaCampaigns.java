package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Agoralia's campaigns, their start and their leads.
 *
 * <p>ASSUMED, as no page says it:
 *
 * <ul>
 *   <li>a campaign is {@code draft}, {@code active} once its start was confirmed, and {@code completed} when all calls are over; only a
 *       draft can be started, else 400; each start is a proposal of its own
 *   <li>a proposal is confirmed in the web interface, see {@link Dashboard#confirm} and {@link Quirk#CONFIRMS_ITSELF}
 *   <li>{@code external_id} and {@code phone} of a lead are required, {@code name} is not; a lead with a bad value is counted as failed,
 *       one with an unknown field refuses the request; {@code external_id} is unique in its campaign
 *   <li>leads that come after the start are dialled, too; an update after the dial changes nothing that was dialled
 *   <li>{@code from_number_id} may be any integer; the schedule does not delay the dialling
 * </ul>
 */
final class AgoraliaCampaigns {
    private static final String CAMPAIGNS = Agoralia.ROOT + "/campaigns";
    private static final Set<String> FIELDS = Set.of(
            "name",
            "purpose",
            "agent_ref_id",
            "from_number_id",
            "call_language_mode",
            "output_language",
            "extraction_schema",
            "display_columns",
            "schedule");
    private static final Set<String> PURPOSES =
            Set.of("quote_request", "cold_calling", "appointment", "qualification", "inbound");
    private static final Map<Campaign.State, String> STATUSES = Map.of(
            Campaign.State.DRAFT, "draft",
            Campaign.State.RUNNING, "active",
            Campaign.State.PAUSED, "paused",
            Campaign.State.FINISHED, "completed",
            Campaign.State.CANCELLED, "cancelled");

    private final Agoralia agoralia;
    private final Assumptions assumptions;

    AgoraliaCampaigns(Agoralia agoralia, Assumptions assumptions) {
        this.agoralia = agoralia;
        this.assumptions = assumptions;
    }

    List<Route> routes(Simulation simulation) {
        return List.of(
                Route.list(CAMPAIGNS, agoralia.scoped("campaigns:read", (request, path) -> list(request, simulation))),
                Route.change(
                        "POST",
                        CAMPAIGNS,
                        agoralia.scoped(
                                "campaigns:write",
                                Agoralia.once(simulation, (request, path) -> create(request, simulation)))),
                Route.change(
                        "POST",
                        CAMPAIGNS + "/{campaign_id}/start",
                        agoralia.scoped(
                                "campaigns:start",
                                Agoralia.once(
                                        simulation, simulation.alone((request, path) -> start(path, simulation))))),
                Route.read(CAMPAIGNS + "/{campaign_id}/results", agoralia.scoped("results:read", (request, path) -> {
                    Query.strict(request, Agoralia.INVALID, Set.of());
                    return AgoraliaResults.of(find(path.get("campaign_id"), simulation), simulation);
                })),
                Route.enrol(
                        Agoralia.ROOT + "/leads:upsert",
                        agoralia.scoped(
                                "leads:write",
                                Agoralia.once(simulation, (request, path) -> upsert(request, simulation)))));
    }

    private Answer list(ApiRequest request, Simulation simulation) {
        CursorPage page = agoralia.page(Query.strict(request, Agoralia.INVALID, CursorPage.PARAMETERS));
        return page.answer(
                simulation.campaigns().newestFirst(),
                campaign -> Long.valueOf(campaign.id()),
                campaign -> row(campaign, simulation));
    }

    private static ObjectNode row(Campaign campaign, Simulation simulation) {
        return Json.object()
                .put("id", Long.valueOf(campaign.id()))
                .put("name", campaign.name())
                .put("status", STATUSES.get(simulation.campaigns().state(campaign)));
    }

    private Answer create(ApiRequest request, Simulation simulation) {
        Fields fields = Fields.strict(request, Agoralia.INVALID, FIELDS);
        String name = fields.required("name", fields.text("name", Integer.MAX_VALUE));
        fields.required("purpose", fields.word("purpose", PURPOSES));
        String agentId =
                fields.required("agent_ref_id", fields.whole("agent_ref_id")).toString();
        fields.whole("from_number_id");
        fields.word("call_language_mode", Set.of("auto", "fixed"));
        fields.text("output_language");
        fields.required("extraction_schema", fields.object("extraction_schema"));
        fields.required("display_columns", fields.texts("display_columns"));
        fields.object("schedule").ifPresent(AgoraliaCampaigns::checkSchedule);
        Agent agent = AgoraliaAgents.find(agentId, simulation);
        long sequence = simulation.book().nextSequence();
        Campaign campaign = simulation
                .campaigns()
                .open(agoralia.newCampaignId(sequence, simulation), sequence, name, agent, fields.body());
        return Answer.json(201, row(campaign, simulation));
    }

    private static void checkSchedule(ObjectNode schedule) {
        Fields fields = Fields.within(schedule, Agoralia.INVALID, Set.of("timezone", "start_date", "end_date"));
        fields.text("timezone")
                .ifPresent(zone -> fields.check(
                        ZoneId.getAvailableZoneIds().contains(zone), "timezone", "'timezone' must be an IANA name"));
        fields.time("start_date");
        fields.time("end_date");
    }

    private Answer start(Map<String, String> path, Simulation simulation) {
        Campaign campaign = find(path.get("campaign_id"), simulation);
        if (campaign.state() != Campaign.State.DRAFT) {
            throw new Refusal(400, "Campaign was started before");
        }
        Proposal proposal = new Proposal("pc_" + Uuids.fresh().substring(0, 8), campaign.id());
        simulation.proposals().put(proposal.id(), proposal);
        if (assumptions.has(Quirk.CONFIRMS_ITSELF)) {
            simulation.confirm(proposal.id());
        }
        return Answer.json(200, Json.object().put("proposal_id", proposal.id()).put("requires_confirmation", true));
    }

    private Answer upsert(ApiRequest request, Simulation simulation) {
        Fields fields = Fields.strict(request, Agoralia.INVALID, Set.of("campaign_id", "items"));
        Long id = fields.required("campaign_id", fields.whole("campaign_id"));
        ArrayNode items = fields.required("items", fields.array("items"));
        items.forEach(AgoraliaCampaigns::checkNames);
        Campaign campaign = find(id.toString(), simulation);
        AgoraliaLeads.Counts counts = new AgoraliaLeads(campaign, simulation).upsert(items);
        simulation.campaigns().accepted(new Batch(campaign.id(), counts.created() + counts.updated(), request.bytes()));
        return Answer.json(
                200,
                Json.object()
                        .put("created", counts.created())
                        .put("updated", counts.updated())
                        .put("failed", counts.failed()));
    }

    private static void checkNames(JsonNode item) {
        if (item instanceof ObjectNode object) {
            ObjectNode named = object.deepCopy();
            named.properties().removeIf(field -> field.getValue().isNull());
            Fields.within(named, Agoralia.INVALID, Set.of("external_id", "phone", "name", "data"));
        }
    }

    private static Campaign find(String id, Simulation simulation) {
        if (!id.matches("[0-9]{1,18}")) {
            throw new Refusal(Agoralia.INVALID, "path", "campaign_id", "'campaign_id' must be an integer");
        }
        return simulation.campaigns().find(id).orElseThrow(() -> new Refusal(404, "Campaign not found"));
    }
}
