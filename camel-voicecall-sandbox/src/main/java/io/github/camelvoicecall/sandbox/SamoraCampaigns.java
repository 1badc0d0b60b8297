package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Samora's campaigns.
 *
 * <p>ASSUMED, as no page says it:
 *
 * <ul>
 *   <li>201 for a created campaign and for added recipients, 200 for the rest, see {@link Quirk#BARE_ANSWERS}; every action answers
 *       with the campaign object, its status in {@code status}, see {@link Quirk#NO_CAMPAIGN_STATUS}
 *   <li>an action that the status forbids is refused with 409, see {@link Quirk#TRANSITION_REFUSED_WITH_400}
 *   <li>all three fields of {@code retry_config} are required when there is one; it counts when the campaign is started; the delay is
 *       {@link Timing#redial()}, not minutes; a redial is the same call, see {@link Quirk#NEW_CALL_PER_ATTEMPT}; {@code UNANSWERED} covers a busy line
 *   <li>the list of campaigns is paged as that of calls, newest first, under {@code campaigns}
 *   <li>one bad recipient refuses the whole request, see {@link Quirk#BAD_RECIPIENTS_LEFT_OUT}; a number that comes twice is called
 *       twice; {@code call_variables} are measured as JSON without blanks in UTF-8; {@code scheduled_call_ids} are the ids of the
 *       calls, in the order of the request, see {@link Quirk#SCHEDULED_IDS_APART}
 *   <li>a campaign is {@code FINISHED} once all calls are over, without recipients at once; nothing leads to {@code SCHEDULED} or
 *       {@code FAILED}; on stop and cancel running calls go on, and waiting ones stay {@code PENDING}
 *   <li>{@code total_duration} is {@code HH:MM:SS}; {@code finished} counts voicemail too, {@code failed} all other ends
 * </ul>
 */
final class SamoraCampaigns {
    private static final String CAMPAIGNS = "/v1/external/campaigns/{agent_id}";
    private static final String CAMPAIGN = CAMPAIGNS + "/{campaign_id}";
    private static final int LONGEST_NAME = 120;
    private static final Map<String, Set<Outcome>> RETRY_WORDS = Map.of(
            "UNANSWERED", Set.of(Outcome.NO_ANSWER, Outcome.BUSY),
            "REJECTED", Set.of(Outcome.REJECTED),
            "VOICEMAIL", Set.of(Outcome.VOICEMAIL),
            "FAILED", Set.of(Outcome.FAILED));
    private static final Map<Campaign.State, String> STATUSES = Map.of(
            Campaign.State.DRAFT, "DRAFT",
            Campaign.State.RUNNING, "IN_PROGRESS",
            Campaign.State.PAUSED, "PAUSED",
            Campaign.State.FINISHED, "FINISHED",
            Campaign.State.CANCELLED, "CANCELLED");

    private final SamoraCalls calls;
    private final Assumptions assumptions;

    SamoraCampaigns(SamoraCalls calls, Assumptions assumptions) {
        this.calls = calls;
        this.assumptions = assumptions;
    }

    List<Route> routes(Simulation simulation) {
        SamoraCampaignCalls listed = new SamoraCampaignCalls(calls);
        return List.of(
                Route.change("POST", CAMPAIGNS, (request, path) -> create(request, path, simulation)),
                Route.list(CAMPAIGNS, (request, path) -> list(request, path, simulation)),
                Route.read(CAMPAIGN, (request, path) -> {
                    Query.strict(request, Samora.BAD_REQUEST, Set.of());
                    return shown("Campaign fetched successfully", find(path, simulation), simulation);
                }),
                Route.change("PUT", CAMPAIGN, simulation.alone((request, path) -> update(request, path, simulation))),
                Route.enrol(
                        CAMPAIGN + "/scheduled-calls",
                        simulation.alone((request, path) -> add(request, path, simulation))),
                Route.list(
                        CAMPAIGN + "/calls",
                        (request, path) -> listed.list(request, find(path, simulation), simulation)),
                Route.change("POST", CAMPAIGN + "/start", simulation.alone((request, path) -> start(path, simulation))),
                Route.change("POST", CAMPAIGN + "/stop", simulation.alone((request, path) -> stop(path, simulation))),
                Route.change(
                        "POST", CAMPAIGN + "/cancel", simulation.alone((request, path) -> cancel(path, simulation))));
    }

    private Answer create(ApiRequest request, Map<String, String> path, Simulation simulation) {
        Samora.checkSize(request);
        Agent agent = Samora.agent(path.get("agent_id"), simulation);
        Fields fields = Fields.strict(request, Samora.BAD_REQUEST, Set.of("name", "retry_config"));
        String name = fields.required("name", fields.text("name", LONGEST_NAME));
        fields.object("retry_config").ifPresent(SamoraCampaigns::redial);
        Campaign campaign = simulation
                .campaigns()
                .open(Uuids.fresh(), simulation.book().nextSequence(), name, agent, fields.body());
        ObjectNode answer = Samora.message("Campaign created successfully");
        answer.putObject("data").put("campaign_id", campaign.id());
        return Answer.json(201, answer);
    }

    private Answer list(ApiRequest request, Map<String, String> path, Simulation simulation) {
        Agent agent = Samora.agent(path.get("agent_id"), simulation);
        List<Campaign> all = simulation.campaigns().newestFirst().stream()
                .filter(campaign -> campaign.agent().id().equals(agent.id()))
                .toList();
        return NumberedPage.of(Query.strict(request, Samora.BAD_REQUEST, Set.of("page", "page_size")))
                .answer("Campaigns fetched successfully", "campaigns", all, campaign -> record(campaign, simulation));
    }

    private Answer update(ApiRequest request, Map<String, String> path, Simulation simulation) {
        Samora.checkSize(request);
        Campaign campaign = find(path, simulation);
        Fields fields = Fields.strict(request, Samora.BAD_REQUEST, Set.of("retry_config"));
        ObjectNode config = fields.required("retry_config", fields.object("retry_config"));
        redial(config);
        demand(campaign, "updated", simulation, Campaign.State.DRAFT);
        ObjectNode settings = campaign.settings().deepCopy();
        settings.set("retry_config", config);
        return done("Campaign updated", simulation.campaigns().change(campaign, settings), simulation);
    }

    private Answer add(ApiRequest request, Map<String, String> path, Simulation simulation) {
        Samora.checkSize(request);
        Campaign campaign = find(path, simulation);
        ArrayNode entries = SamoraRecipients.entries(request);
        demand(campaign, "given recipients", simulation, Campaign.State.DRAFT, Campaign.State.PAUSED);
        SamoraRecipients recipients = new SamoraRecipients(assumptions);
        List<Order> orders = recipients.orders(campaign, entries, simulation);
        List<Call> added = simulation.enrol(campaign, orders, Redial.NEVER);
        simulation.campaigns().accepted(new Batch(campaign.id(), added.size(), request.bytes()));
        return recipients.answer(added);
    }

    private Answer start(Map<String, String> path, Simulation simulation) {
        Campaign campaign = find(path, simulation);
        demand(campaign, "started", simulation, Campaign.State.DRAFT, Campaign.State.PAUSED);
        Redial redial =
                campaign.settings().path("retry_config") instanceof ObjectNode config ? redial(config) : Redial.NEVER;
        return done("Campaign started", simulation.campaigns().start(campaign, redial), simulation);
    }

    private Answer stop(Map<String, String> path, Simulation simulation) {
        Campaign campaign = find(path, simulation);
        demand(campaign, "stopped", simulation, Campaign.State.RUNNING);
        return done("Campaign stopped", simulation.campaigns().stop(campaign), simulation);
    }

    private Answer cancel(Map<String, String> path, Simulation simulation) {
        Campaign campaign = find(path, simulation);
        demand(campaign, "cancelled", simulation, Campaign.State.DRAFT, Campaign.State.RUNNING, Campaign.State.PAUSED);
        return shown("Campaign cancelled", simulation.campaigns().cancel(campaign), simulation);
    }

    private void demand(Campaign campaign, String action, Simulation simulation, Campaign.State... allowed) {
        Campaign.State state = simulation.campaigns().state(campaign);
        if (!List.of(allowed).contains(state)) {
            int status = assumptions.has(Quirk.TRANSITION_REFUSED_WITH_400) ? Samora.BAD_REQUEST : 409;
            throw new Refusal(status, "A campaign in status " + STATUSES.get(state) + " cannot be " + action);
        }
    }

    private static Campaign find(Map<String, String> path, Simulation simulation) {
        Agent agent = Samora.agent(path.get("agent_id"), simulation);
        return simulation
                .campaigns()
                .find(Samora.uuid("campaign_id", path.get("campaign_id")))
                .filter(campaign -> campaign.agent().id().equals(agent.id()))
                .orElseThrow(() -> new Refusal(404, "Campaign not found"));
    }

    private static Redial redial(ObjectNode config) {
        Fields fields =
                Fields.within(config, Samora.BAD_REQUEST, Set.of("max_retries", "retry_delay_minutes", "retry_on"));
        int retries = fields.integer("max_retries", 0, 1, 5);
        fields.integer("retry_delay_minutes", 0, 1, 1440);
        List<String> words = fields.required("retry_on", fields.texts("retry_on"));
        fields.check(
                !words.isEmpty() && RETRY_WORDS.keySet().containsAll(words),
                "retry_on",
                "'retry_on' must hold at least one of " + new TreeSet<>(RETRY_WORDS.keySet()));
        Set<Outcome> on = EnumSet.noneOf(Outcome.class);
        words.forEach(word -> on.addAll(RETRY_WORDS.get(word)));
        return new Redial(1 + retries, on);
    }

    private Answer done(String text, Campaign campaign, Simulation simulation) {
        return assumptions.has(Quirk.BARE_ANSWERS) ? Answer.empty(204) : shown(text, campaign, simulation);
    }

    private Answer shown(String text, Campaign campaign, Simulation simulation) {
        ObjectNode answer = Samora.message(text);
        answer.set("data", record(campaign, simulation));
        return Answer.json(200, answer);
    }

    private ObjectNode record(Campaign campaign, Simulation simulation) {
        Tally tally = simulation.campaigns().tally(campaign.id());
        ObjectNode record = Json.object()
                .put("id", campaign.id())
                .put("name", campaign.name())
                .put("agent_id", campaign.agent().id())
                .put("agent_name", campaign.agent().name());
        if (!assumptions.has(Quirk.NO_CAMPAIGN_STATUS)) {
            record.put("status", STATUSES.get(simulation.campaigns().state(campaign)));
        }
        JsonNode config = campaign.settings().path("retry_config");
        record.set("retry_config", config.isMissingNode() ? null : config);
        record.set("call_stats", stats(tally));
        boolean later = tally.latest() != null && tally.latest().isAfter(campaign.updatedAt());
        return record.put("created_at", Times.seconds(campaign.createdAt()))
                .put("updated_at", Times.seconds(later ? tally.latest() : campaign.updatedAt()));
    }

    private static ObjectNode stats(Tally tally) {
        int finished = tally.endedIn(Outcome.ANSWERED, Outcome.VOICEMAIL, Outcome.UNKNOWN_WORD);
        int unanswered = tally.endedIn(Outcome.NO_ANSWER, Outcome.BUSY);
        Duration talk = Duration.ofSeconds(tally.talkSeconds());
        return Json.object()
                .put("total", tally.calls())
                .put("finished", finished)
                .put("pending", tally.open())
                .put("unanswered", unanswered)
                .put("failed", tally.over() - finished - unanswered)
                .put(
                        "total_duration",
                        String.format(
                                Locale.ROOT,
                                "%02d:%02d:%02d",
                                talk.toHours(),
                                talk.toMinutesPart(),
                                talk.toSecondsPart()));
    }
}
