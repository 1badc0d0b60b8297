package io.github.camelvoicecall;

import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.Subscription;
import io.github.camelvoicecall.model.Direction;
import io.github.camelvoicecall.provider.Signature;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.jsse.SSLContextParameters;

/** The options of an endpoint. */
@UriParams
@Configurer
public class VoiceCallConfiguration {
    /** How a list is answered. */
    public enum OutputType {
        /** A {@code List}. */
        List,
        /** An iterator that reads page by page. */
        StreamList
    }

    /** Whose calls are handed out. */
    public enum Calls {
        /** Those placed elsewhere too. */
        all,
        /** Only those placed through the ledger. */
        own
    }

    /** How results come. */
    public enum DeliveryMode {
        /** By webhook and by asking where a secret is set, else by asking. */
        auto,
        /** Only by webhook. */
        webhook,
        /** Only by asking. */
        polling,
        /** By webhook and by asking. */
        both
    }

    /** When a completed call is handed out. */
    public enum Completion {
        /** With transcript and analysis. */
        analyzed,
        /** As soon as it ended. */
        ended
    }

    /** When the sender of a webhook has its answer. */
    public enum WebhookAck {
        /** Once the event is stored. */
        received,
        /** When the route is done. */
        processed
    }

    @UriPath(
            description =
                    "Name of the provider: agoralia, outboundcalls, samora, vyora, voxbridge, or that of a VoiceProvider bean of your own")
    @Metadata(required = true)
    private String provider;

    @UriPath(
            description = "What to do",
            enums = "triggerCall,getCall,listCalls,listUnresolved,resolveCall,createCampaign,listCampaigns,getCampaign,"
                    + "updateCampaign,addRecipients,startCampaign,stopCampaign,cancelCampaign,listCampaignCalls,getCampaignResults,"
                    + "listAgents,getAgent,createAgent,listContacts,createContact,getAccount,createWebhook,listWebhooks,getWebhook,"
                    + "updateWebhook,deleteWebhook,listWebhookEvents,callCompleted,callEvents")
    @Metadata(required = true)
    private String operation;

    @UriParam(label = "security", secret = true, description = "The provider's API key")
    private String apiKey;

    @UriParam(label = "advanced", description = "Where the provider's API lives. By default its documented address.")
    private String baseUrl;

    @UriParam(
            description =
                    "Name of a VoiceAccount bean with the credentials. The only one of the provider in the registry is taken by itself.")
    private String account;

    @UriParam(
            label = "advanced",
            description =
                    "Remembers calls, keys and results. The only one in the registry is taken by itself; without one an in-memory ledger is used, which promises nothing across a crash.")
    private CallLedger ledger;

    @UriParam(
            description =
                    "Producer: the AI agent that calls, where neither body nor header names one. Consumer: only calls of this agent.")
    private String agentId;

    @UriParam(
            label = "producer",
            description = "Name of the AI agent that calls, where neither body nor header names one.")
    private String agentName;

    @UriParam(
            description =
                    "Consumers: only calls of this campaign. Producers: the campaign, where neither body nor header names one.")
    private String campaignId;

    @UriParam(label = "producer", description = "The contact list, where the body names none.")
    private String contactListId;

    @UriParam(
            label = "producer",
            description =
                    "addRecipients: URI of an endpoint that gets what became of every row, a list of RecipientVerdict for each batch. Without it the result's body lists the first 1000 problems.")
    private String reportTo;

    @UriParam(
            label = "producer",
            description =
                    "addRecipients: also sends rows whose number stands in an earlier row of the same input; the person is then called once for each.")
    private boolean allowDuplicates;

    @UriParam(label = "consumer", description = "Only calls of this direction.")
    private Direction direction;

    @UriParam(label = "producer", description = "The call to read, where neither body nor header names one.")
    private String callId;

    @UriParam(label = "producer", description = "Caller id to show, where neither body nor header names one.")
    private String fromNumber;

    @UriParam(
            label = "producer",
            description =
                    "ISO 3166 country for numbers in national form, such as US. Without it only E.164 is read; nothing is guessed.")
    private String defaultRegion;

    @UriParam(
            label = "producer",
            description =
                    "Simple expression that names the intent of a call, such as lead-$simple{header.leadId}: one key, one ring. A part that resolves to nothing is an error.")
    private String idempotencyKey;

    @UriParam(
            label = "producer,advanced",
            description = "Space in which keys are unique. By default provider and account.")
    private String idempotencyScope;

    @UriParam(
            label = "producer",
            javaType = "java.time.Duration",
            description =
                    "How long after (and before) a call no other call may ring the same number, such as 24h: over all routes, keys, accounts and providers of the ledger. Calls that were not placed don't count. The component's by default; 0 for no such rule, 30d at most.")
    private long fence;

    @UriParam(
            label = "producer,advanced",
            description =
                    "Names of the CallGuard beans that are asked before each call, in this order, separated by commas. By default all there are.")
    private String guards;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "true",
            description =
                    "Whether our reference travels in what the provider echoes (entry voicecall_ref of custom_args at Vyora, of metadata at VoxBridge and Samora), so that a lost answer can be resolved.")
    private boolean sendReference = true;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "0",
            javaType = "java.time.Duration",
            description =
                    "When a call may be sent again that a dead process left behind and that the provider's list does not show. 0 for never: it is held, and a person settles it. The list is no proof while the provider may still be working on the first request, so choose a time by which that is out of the question. Only where the provider lists calls with our reference; both clocks must agree within two minutes.")
    private long resendAbandonedAfter = 0;

    @UriParam(
            label = "advanced",
            description =
                    "Requests a minute that the provider allows, shared by all who use the account. By default its documented limit; 0 for none.")
    private Integer requestsPerMinute;

    @UriParam(
            label = "advanced",
            defaultValue = "4",
            description =
                    "How often a request is sent again at most. A call is sent again only when the request provably never left or was throttled.")
    private int maxRetries = 4;

    @UriParam(
            label = "advanced",
            defaultValue = "60s",
            javaType = "java.time.Duration",
            description =
                    "Longest wait before one repetition. If the provider asks for more, the exchange fails at once and says for how long to wait.")
    private long maxRetryWait = 60000;

    @UriParam(
            label = "producer,advanced",
            description =
                    "Comma-separated HTTP statuses that you know to mean that no call was placed, such as 503. By default an undocumented failure is an unknown outcome.")
    private String notPlacedStatuses;

    @UriParam(
            label = "advanced",
            description =
                    "Comma-separated meanings of status words that the provider's documentation omits, such as no_answer=NO_ANSWER,voicemail=COMPLETED.")
    private String statusWords;

    @UriParam(
            label = "advanced",
            description =
                    "Comma-separated fields, or JSON pointers, where a provider that doesn't document its answers puts ours, such as id=callRef,summary=/analysis/text.")
    private String fieldNames;

    @UriParam(
            label = "producer,advanced",
            description =
                    "Comma-separated meanings of campaign status words that the provider's documentation omits, such as finished=COMPLETED.")
    private String campaignStatusWords;

    @UriParam(
            label = "advanced",
            defaultValue = "10s",
            javaType = "java.time.Duration",
            description = "Longest wait for a connection to the provider.")
    private long connectTimeout = 10000;

    @UriParam(
            label = "advanced",
            defaultValue = "30s",
            javaType = "java.time.Duration",
            description =
                    "Longest wait for the provider's answer. An exchange is cut off after this and connectTimeout together, however slowly the answer comes in.")
    private long responseTimeout = 30000;

    @UriParam(label = "security", description = "Trust and key material for the provider. By default Java's own.")
    private SSLContextParameters sslContextParameters;

    @UriParam(label = "proxy", description = "HTTP proxy on the way to the provider.")
    private String proxyHost;

    @UriParam(label = "proxy", description = "Port of the HTTP proxy.")
    private int proxyPort = 0;

    @UriParam(
            label = "producer",
            description = "Items of a page when a list is read. By default what the provider documents.")
    private int pageSize = 0;

    @UriParam(
            label = "producer",
            defaultValue = "1000",
            description = "Most items in a List; a header says when there were more. 0 for no bound.")
    private int maxItems = 1000;

    @UriParam(
            label = "producer",
            defaultValue = "List",
            description =
                    "List: a list, cut at maxItems. StreamList: an iterator that reads page by page, for split with streaming.")
    private OutputType outputType = OutputType.List;

    @UriParam(
            label = "consumer",
            defaultValue = "default",
            description =
                    "Who has had which result. Consumers of the same name compete, other names each get everything.")
    private String subscription = Subscription.DEFAULT;

    @UriParam(
            label = "consumer",
            defaultValue = "all",
            description =
                    "Whose calls: all, also those placed elsewhere, from the subscription's first start on; or own, only those placed through the ledger.")
    private Calls calls = Calls.all;

    @UriParam(
            label = "consumer",
            enums = "auto,webhook,polling,both",
            defaultValue = "auto",
            description =
                    "How results come: by webhook, by asking the provider, or both. auto: both when a webhook secret or token is set, else polling.")
    private DeliveryMode delivery = DeliveryMode.auto;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description =
                    "triggerCall: answer with the finished call instead of the placed one. The exchange waits without a thread; the provider is asked meanwhile, and a consumer's webhook tells at once.")
    private boolean waitForCompletion;

    @UriParam(
            label = "producer",
            defaultValue = "30m",
            javaType = "java.time.Duration",
            description =
                    "How long waitForCompletion waits at most. Then the exchange fails with a CallStillRunningException, and the call goes on.")
    private long completionTimeout = 1800000;

    @UriParam(
            defaultValue = "analyzed",
            description =
                    "Consumers and waitForCompletion. analyzed: a completed call waits for transcript and analysis where the provider has them. ended: it is handed out as soon as it ended.")
    private Completion completion = Completion.analyzed;

    @UriParam(
            defaultValue = "15m",
            javaType = "java.time.Duration",
            description =
                    "How long a completed call waits for transcript and analysis. Then it is handed out with what there is.")
    private long analysisTimeout = 900000;

    @UriParam(
            label = "consumer",
            defaultValue = "24h",
            javaType = "java.time.Duration",
            description = "After this time a call without an end is handed out as unresolved, with the reason.")
    private long callDeadline = 86400000;

    @UriParam(
            label = "advanced",
            defaultValue = "15m",
            javaType = "java.time.Duration",
            description =
                    "With redials by the provider (maxAttempts above 1): how long a failed attempt waits for the next one before it counts as the end.")
    private long redialTimeout = 900000;

    @UriParam(label = "consumer", defaultValue = "1", description = "How many results are routed at the same time.")
    private int concurrentConsumers = 1;

    @UriParam(label = "consumer", description = "Most results of one poll. 0 for all that are due.")
    private int maxMessagesPerPoll = 0;

    @UriParam(
            label = "consumer",
            defaultValue = "10",
            description =
                    "How often a result is handed out to a failing route before it is parked, which health shows. 0 for no bound.")
    private int maxDeliveries = 10;

    @UriParam(
            label = "consumer,security",
            secret = true,
            description = "The secret that signs the provider's webhooks.")
    private String webhookSecret;

    @UriParam(
            label = "consumer,security",
            secret = true,
            description = "The secret before the present one, valid as well during rotation.")
    private String webhookPreviousSecret;

    @UriParam(
            label = "consumer,security",
            secret = true,
            description =
                    "A token of ours, 16 or more random letters and digits, for webhooks of a provider whose signature isn't documented. It travels in the header X-Voicecall-Token where the provider can send one, else in the path. Keep it the same over restarts and replicas.")
    private String webhookToken;

    @UriParam(
            label = "consumer,security",
            secret = true,
            description = "The token before the present one, valid as well during rotation.")
    private String webhookPreviousToken;

    @UriParam(
            label = "consumer",
            defaultValue = "false",
            description =
                    "Whether the webhook is registered at the provider when the route starts, where its API can. Needs webhookExternalUrl and, where the signature isn't documented, webhookToken. Nothing is removed when the route stops.")
    private boolean registerWebhook;

    @UriParam(
            label = "consumer",
            description =
                    "Public address of the HTTP server, such as https://hooks.example.org, to which the path of the webhook is added.")
    private String webhookExternalUrl;

    @UriParam(
            label = "consumer",
            defaultValue = "camel-voicecall",
            description =
                    "Name of the registered webhook, by which it is found again. Applications that share an agent need different ones.")
    private String webhookName = "camel-voicecall";

    @UriParam(
            label = "consumer",
            description =
                    "Comma-separated agents for which a webhook is registered, at a provider where each agent has its own. By default agentId.")
    private String webhookAgentIds;

    @UriParam(
            label = "consumer,advanced",
            description =
                    "Field or JSON pointer of the event's name in webhooks whose body isn't documented, such as /data/type. By default the likely places are tried.")
    private String webhookEventField;

    @UriParam(
            label = "consumer,advanced",
            description =
                    "Field or JSON pointer of the call's id in webhooks whose body isn't documented, such as /data/call_id. By default the likely places are tried.")
    private String webhookCallIdField;

    @UriParam(
            label = "consumer,security",
            description =
                    "Header with the signature, at a provider that signs its webhooks but doesn't document how. Checked with webhookSecret.")
    private String webhookSignatureHeader;

    @UriParam(
            label = "consumer,security",
            defaultValue = "HmacSHA256",
            description = "Java's name of the HMAC behind webhookSignatureHeader.")
    private String webhookSignatureAlgorithm = "HmacSHA256";

    @UriParam(
            label = "consumer,security",
            defaultValue = "HEX",
            description = "How the digest in webhookSignatureHeader is written.")
    private Signature.Encoding webhookSignatureEncoding = Signature.Encoding.HEX;

    @UriParam(
            label = "consumer,security",
            description = "What stands before the digest in webhookSignatureHeader, such as sha256=.")
    private String webhookSignaturePrefix;

    @UriParam(
            label = "consumer,security",
            defaultValue = "{body}",
            description =
                    "What webhookSignatureHeader signs: {body} for the raw body, {header:NAME} for a header, anything else as it stands, such as {header:X-Timestamp}.{body}.")
    private String webhookSignedContent = "{body}";

    @UriParam(
            label = "consumer,security",
            defaultValue = "true",
            description =
                    "Whether signatures and tokens are checked. Set to false only where something in front of the route has checked them.")
    private boolean verifySignature = true;

    @UriParam(
            label = "consumer",
            description =
                    "Path of the webhook on the HTTP server. By default /voicecall/PROVIDER, with the account's name behind it if it has one.")
    private String webhookPath;

    @UriParam(
            label = "consumer",
            description =
                    "When the sender has its 200: received, once the event is stored (default with a durable ledger), or processed, when the route is done with it (default otherwise).")
    private WebhookAck webhookAck;

    @UriParam(label = "consumer,advanced", defaultValue = "2097152", description = "Largest webhook body in bytes.")
    private int webhookMaxSize = 2097152;

    @UriParam(
            label = "consumer,advanced",
            description =
                    "Component that serves webhooks, such as platform-http, servlet or jetty. By default that of the REST configuration, else platform-http.")
    private String httpServerComponent;

    public String getProvider() {
        return provider;
    }

    /** Name of the provider: vyora, voxbridge, or that of a VoiceProvider bean of your own */
    public void setProvider(String provider) {
        this.provider = provider;
    }

    public String getOperation() {
        return operation;
    }

    /** What to do */
    public void setOperation(String operation) {
        this.operation = operation;
    }

    public String getApiKey() {
        return apiKey;
    }

    /** The provider's API key */
    public void setApiKey(String apiKey) {
        this.apiKey = apiKey;
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    /** Where the provider's API lives. By default its documented address. */
    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public String getAccount() {
        return account;
    }

    /** Name of a VoiceAccount bean with the credentials. The only one of the provider in the registry is taken by itself. */
    public void setAccount(String account) {
        this.account = account;
    }

    public CallLedger getLedger() {
        return ledger;
    }

    /** Remembers calls, keys and results. The only one in the registry is taken by itself; without one an in-memory ledger is used, which promises nothing across a crash. */
    public void setLedger(CallLedger ledger) {
        this.ledger = ledger;
    }

    public String getAgentId() {
        return agentId;
    }

    /** Producer: the AI agent that calls, where neither body nor header names one. Consumer: only calls of this agent. */
    public void setAgentId(String agentId) {
        this.agentId = agentId;
    }

    public String getAgentName() {
        return agentName;
    }

    /** Name of the AI agent that calls, where neither body nor header names one. */
    public void setAgentName(String agentName) {
        this.agentName = agentName;
    }

    public String getCampaignId() {
        return campaignId;
    }

    /** Consumers: only calls of this campaign. Producers: the campaign, where neither body nor header names one. */
    public void setCampaignId(String campaignId) {
        this.campaignId = campaignId;
    }

    public String getReportTo() {
        return reportTo;
    }

    /**
     * addRecipients: URI of an endpoint that gets what became of every row, a list of RecipientVerdict for each batch. Without it the result's body lists the first 1000
     * problems.
     */
    public void setReportTo(String reportTo) {
        this.reportTo = reportTo;
    }

    public boolean isAllowDuplicates() {
        return allowDuplicates;
    }

    /** addRecipients: also sends rows whose number stands in an earlier row of the same input; the person is then called once for each. */
    public void setAllowDuplicates(boolean allowDuplicates) {
        this.allowDuplicates = allowDuplicates;
    }

    public String getContactListId() {
        return contactListId;
    }

    /** The contact list, where the body names none. */
    public void setContactListId(String contactListId) {
        this.contactListId = contactListId;
    }

    public Direction getDirection() {
        return direction;
    }

    /** Only calls of this direction. */
    public void setDirection(Direction direction) {
        this.direction = direction;
    }

    public String getCallId() {
        return callId;
    }

    /** The call to read, where neither body nor header names one. */
    public void setCallId(String callId) {
        this.callId = callId;
    }

    public String getFromNumber() {
        return fromNumber;
    }

    /** Caller id to show, where neither body nor header names one. */
    public void setFromNumber(String fromNumber) {
        this.fromNumber = fromNumber;
    }

    public String getDefaultRegion() {
        return defaultRegion;
    }

    /** ISO 3166 country for numbers in national form, such as US. Without it only E.164 is read; nothing is guessed. */
    public void setDefaultRegion(String defaultRegion) {
        this.defaultRegion = defaultRegion;
    }

    public String getIdempotencyKey() {
        return idempotencyKey;
    }

    /** Simple expression that names the intent of a call, such as lead-$simple{header.leadId}: one key, one ring. A part that resolves to nothing is an error. */
    public void setIdempotencyKey(String idempotencyKey) {
        this.idempotencyKey = idempotencyKey;
    }

    public String getIdempotencyScope() {
        return idempotencyScope;
    }

    /** Space in which keys are unique. By default provider and account. */
    public void setIdempotencyScope(String idempotencyScope) {
        this.idempotencyScope = idempotencyScope;
    }

    public long getFence() {
        return fence;
    }

    /**
     * How long after (and before) a call no other call may ring the same number, such as 24h: over all routes, keys, accounts and providers of the ledger. Calls that were not placed
     * don't count. The component's by default; 0 for no such rule, 30d at most.
     */
    public void setFence(long fence) {
        this.fence = fence;
    }

    public String getGuards() {
        return guards;
    }

    /** Names of the CallGuard beans that are asked before each call, in this order, separated by commas. By default all there are. */
    public void setGuards(String guards) {
        this.guards = guards;
    }

    public boolean isSendReference() {
        return sendReference;
    }

    /** Whether our reference travels in what the provider echoes (entry voicecall_ref of custom_args at Vyora, of metadata at VoxBridge and Samora), so that a lost answer can be resolved. */
    public void setSendReference(boolean sendReference) {
        this.sendReference = sendReference;
    }

    public long getResendAbandonedAfter() {
        return resendAbandonedAfter;
    }

    /**
     * When a call may be sent again that a dead process left behind and that the provider's list does not show. 0 for never: it is held, and a person settles it. The list is no
     * proof while the provider may still be working on the first request, so choose a time by which that is out of the question. Only where the provider lists calls with our
     * reference; both clocks must agree within two minutes.
     */
    public void setResendAbandonedAfter(long resendAbandonedAfter) {
        this.resendAbandonedAfter = resendAbandonedAfter;
    }

    public Integer getRequestsPerMinute() {
        return requestsPerMinute;
    }

    /** Requests a minute that the provider allows, shared by all who use the account. By default its documented limit; 0 for none. */
    public void setRequestsPerMinute(Integer requestsPerMinute) {
        this.requestsPerMinute = requestsPerMinute;
    }

    public int getMaxRetries() {
        return maxRetries;
    }

    /** How often a request is sent again at most. A call is sent again only when the request provably never left or was throttled. */
    public void setMaxRetries(int maxRetries) {
        this.maxRetries = maxRetries;
    }

    public long getMaxRetryWait() {
        return maxRetryWait;
    }

    /** Longest wait before one repetition. If the provider asks for more, the exchange fails at once and says for how long to wait. */
    public void setMaxRetryWait(long maxRetryWait) {
        this.maxRetryWait = maxRetryWait;
    }

    public String getNotPlacedStatuses() {
        return notPlacedStatuses;
    }

    /** Comma-separated HTTP statuses that you know to mean that no call was placed, such as 503. By default an undocumented failure is an unknown outcome. */
    public void setNotPlacedStatuses(String notPlacedStatuses) {
        this.notPlacedStatuses = notPlacedStatuses;
    }

    public String getStatusWords() {
        return statusWords;
    }

    /** Comma-separated meanings of status words that the provider's documentation omits, such as no_answer=NO_ANSWER,voicemail=COMPLETED. */
    public void setStatusWords(String statusWords) {
        this.statusWords = statusWords;
    }

    public String getFieldNames() {
        return fieldNames;
    }

    /** Comma-separated fields, or JSON pointers, where a provider that doesn't document its answers puts ours, such as id=callRef,summary=/analysis/text. */
    public void setFieldNames(String fieldNames) {
        this.fieldNames = fieldNames;
    }

    public String getCampaignStatusWords() {
        return campaignStatusWords;
    }

    /** Comma-separated meanings of campaign status words that the provider's documentation omits, such as finished=COMPLETED. */
    public void setCampaignStatusWords(String campaignStatusWords) {
        this.campaignStatusWords = campaignStatusWords;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    /** Longest wait for a connection to the provider. */
    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getResponseTimeout() {
        return responseTimeout;
    }

    /** Longest wait for the provider's answer. An exchange is cut off after this and connectTimeout together, however slowly the answer comes in. */
    public void setResponseTimeout(long responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    /** Trust and key material for the provider. By default Java's own. */
    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public String getProxyHost() {
        return proxyHost;
    }

    /** HTTP proxy on the way to the provider. */
    public void setProxyHost(String proxyHost) {
        this.proxyHost = proxyHost;
    }

    public int getProxyPort() {
        return proxyPort;
    }

    /** Port of the HTTP proxy. */
    public void setProxyPort(int proxyPort) {
        this.proxyPort = proxyPort;
    }

    public int getPageSize() {
        return pageSize;
    }

    /** Items of a page when a list is read. By default what the provider documents. */
    public void setPageSize(int pageSize) {
        this.pageSize = pageSize;
    }

    public int getMaxItems() {
        return maxItems;
    }

    /** Most items in a List; a header says when there were more. 0 for no bound. */
    public void setMaxItems(int maxItems) {
        this.maxItems = maxItems;
    }

    public OutputType getOutputType() {
        return outputType;
    }

    /** List: a list, cut at maxItems. StreamList: an iterator that reads page by page, for split with streaming. */
    public void setOutputType(OutputType outputType) {
        this.outputType = outputType;
    }

    public String getSubscription() {
        return subscription;
    }

    /** Who has had which result. Consumers of the same name compete, other names each get everything. */
    public void setSubscription(String subscription) {
        this.subscription = subscription;
    }

    public Calls getCalls() {
        return calls;
    }

    /** Whose calls: all, also those placed elsewhere, from the subscription's first start on; or own, only those placed through the ledger. */
    public void setCalls(Calls calls) {
        this.calls = calls;
    }

    public DeliveryMode getDelivery() {
        return delivery;
    }

    /** How results come: by webhook, by asking the provider, or both. auto: both when a webhook secret or token is set, else polling. */
    public void setDelivery(DeliveryMode delivery) {
        this.delivery = delivery;
    }

    public Completion getCompletion() {
        return completion;
    }

    /** Consumers and waitForCompletion. analyzed: a completed call waits for transcript and analysis where the provider has them. ended: it is handed out as soon as it ended. */
    public void setCompletion(Completion completion) {
        this.completion = completion;
    }

    public boolean isWaitForCompletion() {
        return waitForCompletion;
    }

    /**
     * triggerCall: answer with the finished call instead of the placed one. The exchange waits without a thread; the provider is asked meanwhile, and a consumer's webhook tells at
     * once.
     */
    public void setWaitForCompletion(boolean waitForCompletion) {
        this.waitForCompletion = waitForCompletion;
    }

    public long getCompletionTimeout() {
        return completionTimeout;
    }

    /** How long waitForCompletion waits at most. Then the exchange fails with a CallStillRunningException, and the call goes on. */
    public void setCompletionTimeout(long completionTimeout) {
        this.completionTimeout = completionTimeout;
    }

    public long getAnalysisTimeout() {
        return analysisTimeout;
    }

    /** How long a completed call waits for transcript and analysis. Then it is handed out with what there is. */
    public void setAnalysisTimeout(long analysisTimeout) {
        this.analysisTimeout = analysisTimeout;
    }

    public long getCallDeadline() {
        return callDeadline;
    }

    /** After this time a call without an end is handed out as unresolved, with the reason. */
    public void setCallDeadline(long callDeadline) {
        this.callDeadline = callDeadline;
    }

    public long getRedialTimeout() {
        return redialTimeout;
    }

    /** With redials by the provider (maxAttempts above 1): how long a failed attempt waits for the next one before it counts as the end. */
    public void setRedialTimeout(long redialTimeout) {
        this.redialTimeout = redialTimeout;
    }

    public int getConcurrentConsumers() {
        return concurrentConsumers;
    }

    /** How many results are routed at the same time. */
    public void setConcurrentConsumers(int concurrentConsumers) {
        this.concurrentConsumers = concurrentConsumers;
    }

    public int getMaxMessagesPerPoll() {
        return maxMessagesPerPoll;
    }

    /** Most results of one poll. 0 for all that are due. */
    public void setMaxMessagesPerPoll(int maxMessagesPerPoll) {
        this.maxMessagesPerPoll = maxMessagesPerPoll;
    }

    public int getMaxDeliveries() {
        return maxDeliveries;
    }

    /** How often a result is handed out to a failing route before it is parked, which health shows. 0 for no bound. */
    public void setMaxDeliveries(int maxDeliveries) {
        this.maxDeliveries = maxDeliveries;
    }

    public String getWebhookSecret() {
        return webhookSecret;
    }

    /** The secret that signs the provider's webhooks. */
    public void setWebhookSecret(String webhookSecret) {
        this.webhookSecret = webhookSecret;
    }

    public String getWebhookPreviousSecret() {
        return webhookPreviousSecret;
    }

    /** The secret before the present one, valid as well during rotation. */
    public void setWebhookPreviousSecret(String webhookPreviousSecret) {
        this.webhookPreviousSecret = webhookPreviousSecret;
    }

    public boolean isVerifySignature() {
        return verifySignature;
    }

    /** Whether signatures are checked. Set to false only where something in front of the route has checked them. */
    public void setVerifySignature(boolean verifySignature) {
        this.verifySignature = verifySignature;
    }

    public String getWebhookPath() {
        return webhookPath;
    }

    /** Path of the webhook on the HTTP server. By default /voicecall/PROVIDER, with the account's name behind it if it has one. */
    public void setWebhookPath(String webhookPath) {
        this.webhookPath = webhookPath;
    }

    public WebhookAck getWebhookAck() {
        return webhookAck;
    }

    /** When the sender has its 200: received, once the event is stored (default with a durable ledger), or processed, when the route is done with it (default otherwise). */
    public void setWebhookAck(WebhookAck webhookAck) {
        this.webhookAck = webhookAck;
    }

    public int getWebhookMaxSize() {
        return webhookMaxSize;
    }

    /** Largest webhook body in bytes. */
    public void setWebhookMaxSize(int webhookMaxSize) {
        this.webhookMaxSize = webhookMaxSize;
    }

    public String getHttpServerComponent() {
        return httpServerComponent;
    }

    /** Component that serves webhooks, such as platform-http, servlet or jetty. By default that of the REST configuration, else platform-http. */
    public void setHttpServerComponent(String httpServerComponent) {
        this.httpServerComponent = httpServerComponent;
    }

    public String getWebhookToken() {
        return webhookToken;
    }

    /** A token of ours, 16 or more random letters and digits, for webhooks of a provider whose signature isn't documented. */
    public void setWebhookToken(String webhookToken) {
        this.webhookToken = webhookToken;
    }

    public String getWebhookPreviousToken() {
        return webhookPreviousToken;
    }

    /** The token before the present one, valid as well during rotation. */
    public void setWebhookPreviousToken(String webhookPreviousToken) {
        this.webhookPreviousToken = webhookPreviousToken;
    }

    public boolean isRegisterWebhook() {
        return registerWebhook;
    }

    /** Whether the webhook is registered at the provider when the route starts. */
    public void setRegisterWebhook(boolean registerWebhook) {
        this.registerWebhook = registerWebhook;
    }

    public String getWebhookExternalUrl() {
        return webhookExternalUrl;
    }

    /** Public address of the HTTP server, to which the path of the webhook is added. */
    public void setWebhookExternalUrl(String webhookExternalUrl) {
        this.webhookExternalUrl = webhookExternalUrl;
    }

    public String getWebhookName() {
        return webhookName;
    }

    /** Name of the registered webhook, by which it is found again. */
    public void setWebhookName(String webhookName) {
        this.webhookName = webhookName;
    }

    public String getWebhookAgentIds() {
        return webhookAgentIds;
    }

    /** Comma-separated agents for which a webhook is registered. By default agentId. */
    public void setWebhookAgentIds(String webhookAgentIds) {
        this.webhookAgentIds = webhookAgentIds;
    }

    public String getWebhookEventField() {
        return webhookEventField;
    }

    /** Field or JSON pointer of the event's name in webhooks whose body isn't documented. */
    public void setWebhookEventField(String webhookEventField) {
        this.webhookEventField = webhookEventField;
    }

    public String getWebhookCallIdField() {
        return webhookCallIdField;
    }

    /** Field or JSON pointer of the call's id in webhooks whose body isn't documented. */
    public void setWebhookCallIdField(String webhookCallIdField) {
        this.webhookCallIdField = webhookCallIdField;
    }

    public String getWebhookSignatureHeader() {
        return webhookSignatureHeader;
    }

    /** Header with the signature, at a provider that signs its webhooks but doesn't document how. */
    public void setWebhookSignatureHeader(String webhookSignatureHeader) {
        this.webhookSignatureHeader = webhookSignatureHeader;
    }

    public String getWebhookSignatureAlgorithm() {
        return webhookSignatureAlgorithm;
    }

    /** Java's name of the HMAC behind webhookSignatureHeader. */
    public void setWebhookSignatureAlgorithm(String webhookSignatureAlgorithm) {
        this.webhookSignatureAlgorithm = webhookSignatureAlgorithm;
    }

    public Signature.Encoding getWebhookSignatureEncoding() {
        return webhookSignatureEncoding;
    }

    /** How the digest in webhookSignatureHeader is written. */
    public void setWebhookSignatureEncoding(Signature.Encoding webhookSignatureEncoding) {
        this.webhookSignatureEncoding = webhookSignatureEncoding;
    }

    public String getWebhookSignaturePrefix() {
        return webhookSignaturePrefix;
    }

    /** What stands before the digest in webhookSignatureHeader, such as sha256=. */
    public void setWebhookSignaturePrefix(String webhookSignaturePrefix) {
        this.webhookSignaturePrefix = webhookSignaturePrefix;
    }

    public String getWebhookSignedContent() {
        return webhookSignedContent;
    }

    /** What webhookSignatureHeader signs. */
    public void setWebhookSignedContent(String webhookSignedContent) {
        this.webhookSignedContent = webhookSignedContent;
    }
}
