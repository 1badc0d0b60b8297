package io.github.camelvoicecall;

import org.apache.camel.spi.Metadata;

/** Headers of the component. What the producer reads and what it sets don't overlap, so that one call's result can't steer the next. */
public final class VoiceCallConstants {
    @Metadata(
            label = "producer",
            description = "Number to call, where the body names none. E.164, or national form with `defaultRegion`.",
            javaType = "String")
    public static final String TO = "CamelVoiceCallTo";

    @Metadata(label = "producer", description = "Caller id to show, where the body names none.", javaType = "String")
    public static final String FROM = "CamelVoiceCallFrom";

    @Metadata(
            label = "producer",
            description = "The provider's id of the AI agent, where the body names none.",
            javaType = "String")
    public static final String AGENT_ID = "CamelVoiceCallAgentId";

    @Metadata(label = "producer", description = "Name of the AI agent, where the body names none.", javaType = "String")
    public static final String AGENT_NAME = "CamelVoiceCallAgentName";

    @Metadata(
            label = "producer",
            description = "Name of the person called, where the body names none.",
            javaType = "String")
    public static final String CONTACT_NAME = "CamelVoiceCallContactName";

    @Metadata(
            label = "producer",
            description = "The provider's id of the call to read or to settle, where the body names none.",
            javaType = "String")
    public static final String CALL_ID = "CamelVoiceCallCallId";

    @Metadata(
            label = "producer",
            description = "The provider's id of the campaign, where the body names none.",
            javaType = "String")
    public static final String CAMPAIGN_ID = "CamelVoiceCallCampaignId";

    @Metadata(
            label = "producer",
            description =
                    "Names the intent of a call: one key, one ring. Where the body names none; removed once it is used.",
            javaType = "String")
    public static final String IDEMPOTENCY_KEY = "CamelVoiceCallIdempotencyKey";

    @Metadata(label = "common", description = "Name of the provider.", javaType = "String")
    public static final String PROVIDER = "CamelVoiceCallProvider";

    @Metadata(label = "common", description = "The provider's id of the call.", javaType = "String")
    public static final String ID = "CamelVoiceCallId";

    @Metadata(
            label = "common",
            description = "Normalized status of the call.",
            javaType = "String",
            enums =
                    "SCHEDULED,QUEUED,RINGING,IN_PROGRESS,PROCESSING,COMPLETED,NO_ANSWER,BUSY,REJECTED,CANCELED,FAILED,UNKNOWN")
    public static final String STATUS = "CamelVoiceCallStatus";

    @Metadata(label = "common", description = "The provider's own word for the status.", javaType = "String")
    public static final String RAW_STATUS = "CamelVoiceCallRawStatus";

    @Metadata(
            label = "consumer",
            description = "Normalized webhook event.",
            javaType = "String",
            enums = "CALL_SCHEDULED,CALL_QUEUED,CALL_RINGING,CALL_STARTED,CALL_ENDED,CALL_FAILED,CALL_ANALYZED,OTHER")
    public static final String EVENT = "CamelVoiceCallEvent";

    @Metadata(label = "common", description = "Campaign that the call belongs to.", javaType = "String")
    public static final String RESULT_CAMPAIGN_ID = "CamelVoiceCallResultCampaignId";

    @Metadata(
            label = "producer",
            description = "True when the call was placed before under the same key and the answer is from the ledger.",
            javaType = "Boolean")
    public static final String REPLAYED = "CamelVoiceCallReplayed";

    @Metadata(
            label = "consumer",
            description = "True when this result may have reached the route before.",
            javaType = "Boolean")
    public static final String REDELIVERED = "CamelVoiceCallRedelivered";

    @Metadata(
            label = "consumer",
            description = "True when this result takes the place of an earlier one of the same call.",
            javaType = "Boolean")
    public static final String SUPERSEDES = "CamelVoiceCallSupersedes";

    @Metadata(
            label = "consumer",
            description =
                    "True when the data came over our own request or a verified signature. False as well for a call of ours that was found by its number and time.",
            javaType = "Boolean")
    public static final String VERIFIED = "CamelVoiceCallVerified";

    @Metadata(
            label = "common",
            description = "Dial attempts made so far, where the provider counts them.",
            javaType = "Integer")
    public static final String DIALS = "CamelVoiceCallDials";

    @Metadata(
            label = "producer",
            description =
                    "True when a list was cut at `maxItems`, or by the provider at its largest page, and there is or may be more.",
            javaType = "Boolean")
    public static final String TRUNCATED = "CamelVoiceCallTruncated";

    private VoiceCallConstants() {}
}
