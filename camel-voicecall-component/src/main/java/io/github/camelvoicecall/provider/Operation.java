package io.github.camelvoicecall.provider;

import java.util.Arrays;
import java.util.Optional;

/** What can be asked of the component, as written in the URI. A provider binds those that its API has. */
public enum Operation {
    /** Places a call. */
    TRIGGER_CALL("triggerCall"),
    /** Reads a call. */
    GET_CALL("getCall", "callId"),
    /** Lists calls. */
    LIST_CALLS("listCalls"),
    /** Lists calls whose outcome isn't known, from the ledger. */
    LIST_UNRESOLVED("listUnresolved"),
    /** Settles calls whose outcome isn't known, in the ledger. */
    RESOLVE_CALL("resolveCall"),
    /** Creates a campaign. */
    CREATE_CAMPAIGN("createCampaign"),
    /** Lists campaigns. */
    LIST_CAMPAIGNS("listCampaigns"),
    /** Reads a campaign. */
    GET_CAMPAIGN("getCampaign", "campaignId"),
    /** Changes a campaign. */
    UPDATE_CAMPAIGN("updateCampaign", "campaignId"),
    /** Adds people to a campaign. */
    ADD_RECIPIENTS("addRecipients", "campaignId"),
    /** Starts a campaign. */
    START_CAMPAIGN("startCampaign", "campaignId"),
    /** Stops a campaign. */
    STOP_CAMPAIGN("stopCampaign", "campaignId"),
    /** Cancels a campaign. */
    CANCEL_CAMPAIGN("cancelCampaign", "campaignId"),
    /** Lists the calls of a campaign. */
    LIST_CAMPAIGN_CALLS("listCampaignCalls", "campaignId"),
    /** Reads the results of a campaign. */
    GET_CAMPAIGN_RESULTS("getCampaignResults", "campaignId"),
    /** Lists agents. */
    LIST_AGENTS("listAgents"),
    /** Reads an agent. */
    GET_AGENT("getAgent", "agentId"),
    /** Creates an agent. */
    CREATE_AGENT("createAgent"),
    /** Lists contacts. */
    LIST_CONTACTS("listContacts"),
    /** Creates a contact. */
    CREATE_CONTACT("createContact"),
    /** Reads the account. */
    GET_ACCOUNT("getAccount"),
    /** Creates a webhook. */
    CREATE_WEBHOOK("createWebhook"),
    /** Lists webhooks. */
    LIST_WEBHOOKS("listWebhooks"),
    /** Reads a webhook. */
    GET_WEBHOOK("getWebhook", "webhookId"),
    /** Changes a webhook. */
    UPDATE_WEBHOOK("updateWebhook", "webhookId"),
    /** Deletes a webhook. */
    DELETE_WEBHOOK("deleteWebhook", "webhookId"),
    /** Lists the events that webhooks know. */
    LIST_WEBHOOK_EVENTS("listWebhookEvents"),
    /** Consumer: finished calls. */
    CALL_COMPLETED("callCompleted"),
    /** Consumer: verified webhook events. */
    CALL_EVENTS("callEvents");

    private final String id;
    private final String subject;

    Operation(String id) {
        this(id, null);
    }

    Operation(String id, String subject) {
        this.id = id;
        this.subject = subject;
    }

    /** @return the name as in the URI */
    public String id() {
        return id;
    }

    /** @return the field that names the thing which is asked about, if there is one */
    public Optional<String> subject() {
        return Optional.ofNullable(subject);
    }

    /** @return true for an operation of consumers ({@code from}) */
    public boolean consumes() {
        return this == CALL_COMPLETED || this == CALL_EVENTS;
    }

    /** @return true for an operation that gives fields of a thing other values, and so needs at least one of them */
    public boolean updates() {
        return this == UPDATE_CAMPAIGN || this == UPDATE_WEBHOOK;
    }

    /** @return true for an operation that the ledger answers, whatever the provider */
    public boolean local() {
        return this == LIST_UNRESOLVED || this == RESOLVE_CALL;
    }

    /**
     * Finds an operation by its name in the URI.
     *
     * @param id the name; case, {@code -} and {@code _} don't matter
     * @return the operation
     */
    public static Optional<Operation> of(String id) {
        String folded = fold(id);
        return Arrays.stream(values())
                .filter(operation -> fold(operation.id).equals(folded))
                .findFirst();
    }

    private static String fold(String id) {
        return id.replace("-", "").replace("_", "").toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public String toString() {
        return id;
    }
}
