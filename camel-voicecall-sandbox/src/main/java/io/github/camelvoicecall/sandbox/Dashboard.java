package io.github.camelvoicecall.sandbox;

import java.util.Arrays;
import java.util.List;

/**
 * What people do in the provider's web interface, or on the telephone, and no API request does: see {@link VoiceSandbox#dashboard}.
 * Nothing here counts as a request. Thread-safe.
 */
public final class Dashboard {
    private final Simulation simulation;

    Dashboard(Simulation simulation) {
        this.simulation = simulation;
    }

    /**
     * Places a call, which is not redialled, and returns its id.
     *
     * @throws IllegalArgumentException if the number is not E.164
     */
    public String call(String number) {
        Agent agent = agent();
        return simulation
                .place(Order.now(
                        checked(number),
                        agent,
                        simulation.settings().provider().request(number, agent),
                        simulation.outcomeOf(number)))
                .id();
    }

    /**
     * Lets somebody call the first agent, and returns the call's id. It goes as the last two digits of the caller's number say, and
     * counts as no ring.
     *
     * @throws IllegalArgumentException if the number is not E.164
     */
    public String receiveCall(String callerNumber) {
        return simulation
                .place(Order.inbound(checked(callerNumber), agent(), simulation.outcomeOf(callerNumber)))
                .id();
    }

    /**
     * Makes a campaign of the first agent, puts the numbers on its list, starts it, and returns its id.
     *
     * @throws IllegalArgumentException if a number is not E.164
     */
    public String runCampaign(String name, String... numbers) {
        Provider provider = simulation.settings().provider();
        long sequence = simulation.book().nextSequence();
        Campaign campaign = simulation
                .campaigns()
                .open(provider.newCampaignId(sequence, simulation), sequence, name, agent(), Json.object());
        List<Order> orders = Arrays.stream(numbers)
                .map(Dashboard::checked)
                .map(number -> Order.listed(campaign, number, Json.object(), simulation.outcomeOf(number)))
                .toList();
        simulation.enrol(campaign, orders, Redial.NEVER);
        simulation.campaigns().start(campaign, Redial.NEVER);
        return campaign.id();
    }

    /**
     * The id of the workspace's contact list.
     *
     * @throws IllegalArgumentException if the provider has none
     */
    public String contactListId() {
        return simulation.settings().provider().contactListId();
    }

    /** The starts of campaigns that wait to be confirmed, as at Agoralia: their proposal ids, oldest first. */
    public List<String> proposals() {
        return simulation.proposals().all().stream().map(Proposal::id).toList();
    }

    /**
     * Confirms the start of a campaign, whose calls are then made.
     *
     * @throws IllegalArgumentException if no such proposal is open
     */
    public void confirm(String proposalId) {
        simulation.confirm(proposalId);
    }

    Agent agent() {
        return simulation.agents().stream()
                .filter(Agent::canCall)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no agent can place calls"));
    }

    private static String checked(String number) {
        if (!Fields.isE164(number)) {
            throw new IllegalArgumentException("no E.164 number: " + number);
        }
        return number;
    }
}
