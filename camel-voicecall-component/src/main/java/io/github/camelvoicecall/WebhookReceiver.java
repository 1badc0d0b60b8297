package io.github.camelvoicecall;

import io.github.camelvoicecall.ledger.InboxEvent;
import io.github.camelvoicecall.ledger.LedgerException;
import io.github.camelvoicecall.ledger.Receipt;
import io.github.camelvoicecall.model.WebhookRejectedException;
import io.github.camelvoicecall.model.WebhookRejectedException.Reason;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.Json;
import io.github.camelvoicecall.provider.WebhookScheme;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gate between the internet and the inbox: content type, size, signature over the raw bytes, time, JSON, in this order; then the event is stored and answered. What the route
 * gets later is an exchange of its own. Thread safe.
 */
final class WebhookReceiver {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookReceiver.class);
    private static final Duration AHEAD = Duration.ofMinutes(5);
    private static final Duration OLD = Duration.ofHours(72);
    private static final int LONGEST_NAME = 200;

    private final Account account;
    private final WebhookScheme scheme;
    private final Settings settings;

    /**
     * @param trust how real ones are told from forged ones
     * @param maxSize largest body in bytes
     * @param awaitRoute whether the answer waits for the route
     */
    record Settings(WebhookTrust trust, int maxSize, boolean awaitRoute) {}

    WebhookReceiver(Account account, Settings settings) {
        this.account = account;
        this.scheme = settings.trust.scheme();
        this.settings = settings;
    }

    Settings settings() {
        return settings;
    }

    Account account() {
        return account;
    }

    /** Answers one HTTP request; nothing that came in goes out again. */
    void handle(Exchange http) {
        int status;
        try {
            status = receive(http.getMessage());
            account.refusals().taken();
        } catch (WebhookRejectedException e) {
            account.refusals().refused(e);
            status = e.getReason().httpStatus();
        } catch (RuntimeException e) {
            // only our own messages are known to quote nothing that came in
            String why =
                    e instanceof LedgerException ? e.getMessage() : e.getClass().getName();
            LOG.warn("A webhook of {} was not taken in: {}", account.id(), why);
            status = Reason.UNAVAILABLE.httpStatus();
        }
        Message answer = http.getMessage();
        answer.removeHeaders("*");
        answer.setBody(null);
        answer.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    }

    private int receive(Message request) throws WebhookRejectedException {
        if (!account.accepts()) {
            throw rejected(Reason.UNAVAILABLE, "no consumer is running");
        }
        byte[] body = body(request);
        checkQuery(request);
        checkToken(request);
        checkSignature(request, body);
        Instant now = account.ledger().now();
        EventContent content = content(body, now);
        Instant time = content.time();
        if (time != null && time.isAfter(now.plus(AHEAD)) && settings.trust.bySignature()) {
            throw rejected(
                    Reason.TIME, "its time lies more than " + AHEAD.toMinutes() + " min ahead; check both clocks");
        }
        InboxEvent event = event(content.json(), body, time, now);
        if (time != null && time.isBefore(now.minus(OLD))) {
            tooOld(event);
            return 200;
        }
        return take(event, content);
    }

    private byte[] body(Message request) throws WebhookRejectedException {
        String type =
                Objects.toString(request.getHeader(Exchange.CONTENT_TYPE), "").toLowerCase(Locale.ROOT);
        if (type.startsWith("application/x-www-form-urlencoded") || type.startsWith("multipart/")) {
            throw rejected(Reason.CONTENT_TYPE, "it is a form post, whose raw bytes are lost; send JSON");
        }
        String encoding = Objects.toString(request.getHeader(Exchange.CONTENT_ENCODING), "identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            throw rejected(Reason.CONTENT_TYPE, "it is compressed, so its raw bytes are lost; send it as it is");
        }
        Long announced = announced(request);
        if (announced != null && announced > settings.maxSize) {
            throw rejected(Reason.TOO_LARGE, "it has " + announced + " bytes, webhookMaxSize is " + settings.maxSize);
        }
        byte[] body = request.getBody(byte[].class);
        if (body == null) {
            return new byte[0];
        }
        if (body.length > settings.maxSize) {
            throw rejected(Reason.TOO_LARGE, "it has " + body.length + " bytes, webhookMaxSize is " + settings.maxSize);
        }
        return body;
    }

    /** Null when nothing is announced, or nothing that is a number: servers let the query speak as headers. */
    private static Long announced(Message request) {
        try {
            return Long.valueOf(Objects.toString(request.getHeader(Exchange.CONTENT_LENGTH), ""));
        } catch (NumberFormatException unknown) {
            return null;
        }
    }

    /** Servers let the query speak as headers: what proves the sender must not stand where every access log shows it. */
    private void checkQuery(Message request) throws WebhookRejectedException {
        String query = request.getHeader(Exchange.HTTP_RAW_QUERY, String.class);
        if (query == null || query.isEmpty() || !settings.trust.verify()) {
            return;
        }
        String names = URLDecoder.decode(query.replaceAll("%(?![0-9A-Fa-f]{2})", "%25"), StandardCharsets.UTF_8)
                .toLowerCase(Locale.ROOT);
        boolean proves = Stream.of(
                        WebhookTrust.HEADER,
                        WebhookTrust.PLACE,
                        scheme.signature() == null
                                ? WebhookTrust.HEADER
                                : scheme.signature().header())
                .anyMatch(name -> names.contains(name.toLowerCase(Locale.ROOT)));
        if (proves) {
            throw rejected(
                    Reason.SIGNATURE_WRONG,
                    "its signature or token stands in the query of its address; it belongs into a header"
                            + (settings.trust.byToken() && !settings.trust.byHeader() ? " or the path" : ""));
        }
    }

    private void checkToken(Message request) throws WebhookRejectedException {
        if (!settings.trust.byToken()) {
            return;
        }
        boolean byHeader = settings.trust.byHeader();
        String given = request.getHeader(byHeader ? WebhookTrust.HEADER : WebhookTrust.PLACE, String.class);
        if (given == null) {
            throw rejected(Reason.SIGNATURE_MISSING, "it has no " + WebhookTrust.HEADER + " header");
        }
        byte[] claimed = given.getBytes(StandardCharsets.UTF_8);
        boolean valid = false;
        for (String token : settings.trust.tokens()) {
            valid |= MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), claimed);
        }
        if (!valid) {
            throw rejected(
                    Reason.SIGNATURE_WRONG,
                    "the token in its " + (byHeader ? "header" : "path")
                            + " is wrong; if the provider sent it, check webhookToken on both sides");
        }
    }

    private void checkSignature(Message request, byte[] body) throws WebhookRejectedException {
        if (!settings.trust.bySignature()) {
            return;
        }
        if (request.getHeader(scheme.signature().header()) == null) {
            throw rejected(
                    Reason.SIGNATURE_MISSING, "it has no " + scheme.signature().header() + " header");
        }
        if (!scheme.signature().verify(settings.trust.secrets(), name -> request.getHeader(name, String.class), body)) {
            throw rejected(
                    Reason.SIGNATURE_WRONG, "its signature is wrong; if the provider sent it, check webhookSecret");
        }
    }

    private EventContent content(byte[] body, Instant now) throws WebhookRejectedException {
        try {
            EventContent content = EventContent.of(scheme, body, now);
            if (content.json().isObject()) {
                return content;
            }
        } catch (IOException notJson) {
            LOG.debug(
                    "A webhook of {} is no JSON: {}",
                    account.id(),
                    notJson.getClass().getSimpleName());
        }
        throw rejected(Reason.MALFORMED, "it is no JSON object");
    }

    private InboxEvent event(Json json, byte[] body, Instant time, Instant now) throws WebhookRejectedException {
        String hash = Sha256.of(body);
        String type = shortened(first(json, scheme.event()));
        String callId = callId(first(json, scheme.callId()));
        String key = Sha256.of(String.join(
                "\n", Objects.toString(callId), Objects.toString(type), time == null ? hash : time.toString()));
        return new InboxEvent(null, account.id(), key, hash, type, callId, body, now, 0, settings.trust.bySignature());
    }

    private static String first(Json json, List<String> places) {
        return json.firstText(null, places.toArray(String[]::new));
    }

    /** A part of an id would be another call's. */
    private String callId(String id) throws WebhookRejectedException {
        if (!Binding.isId(id)) {
            return null;
        }
        if (id.length() > LONGEST_NAME || id.chars().anyMatch(Character::isISOControl)) {
            throw rejected(
                    Reason.MALFORMED,
                    "its call id has " + id.length()
                            + " characters, or such as can't be shown; no provider has such ids");
        }
        return id;
    }

    private static String shortened(String name) {
        return name == null || name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    /** Validly signed, but so old that it may be a replay: the provider itself is asked. */
    private void tooOld(InboxEvent event) {
        LOG.info("A webhook of {} is older than {} h: its call is read again instead", account.id(), OLD.toHours());
        readAgain(event);
    }

    private void readAgain(InboxEvent event) {
        if (event.callId() != null) {
            account.ledger()
                    .find(account.id(), event.callId())
                    .filter(row -> row.state().open())
                    .ifPresent(account.inbox()::lookUp);
        }
    }

    private int take(InboxEvent event, EventContent content) throws WebhookRejectedException {
        Receipt receipt;
        try {
            receipt = account.inbox().receive(event, content);
        } catch (LedgerException e) {
            throw rejected(Reason.UNAVAILABLE, "it can't be stored: " + e.getMessage());
        }
        if (receipt.kind() == Receipt.Kind.CONFLICT) {
            LOG.warn(
                    "A webhook of {} repeats an event with another body; it is kept apart, and the call is read again if it is open",
                    account.id());
            readAgain(event);
        }
        if (receipt.kind() != Receipt.Kind.NEW) {
            return 200;
        }
        if (!settings.awaitRoute) {
            account.inbox().wake();
            return 200;
        }
        return routed(event, receipt.id()) ? 200 : 500;
    }

    /** Waits for the route, but never so long that the sender gives up: the hand-out goes on by itself then. */
    private boolean routed(InboxEvent event, String eventId) {
        Duration patience = scheme.answerWithin().multipliedBy(4).dividedBy(5);
        try (RouteWatch watch = new RouteWatch(account, event.callId(), eventId)) {
            return watch.await(account.inbox().drained(eventId), patience.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            account.inbox().forget(eventId);
        }
    }

    private WebhookRejectedException rejected(Reason reason, String detail) {
        return new WebhookRejectedException(
                account.spec().name(), reason, "a request was turned away (" + reason.httpStatus() + "): " + detail);
    }
}
