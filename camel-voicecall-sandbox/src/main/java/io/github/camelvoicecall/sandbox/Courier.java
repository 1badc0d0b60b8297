package io.github.camelvoicecall.sandbox;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers webhook events: holds, loses, doubles and repeats them as asked. Thread-safe. */
final class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Recent<WebhookAnswer> answers = new Recent<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final WebhookScheme scheme;
    private final WebhookSettings settings;
    private final long seed;
    private final CallBook book;
    private final ScheduledExecutorService timer;
    private volatile Webhooks behaviour;
    private volatile String url;
    private volatile UnaryOperator<String> way = UnaryOperator.identity();

    Courier(WebhookScheme scheme, WebhookSettings settings, long seed, CallBook book, ScheduledExecutorService timer) {
        this.scheme = scheme;
        this.settings = settings;
        this.seed = seed;
        this.book = book;
        this.timer = timer;
        this.behaviour = settings.behaviour();
        to(settings.url());
    }

    /**
     * Where events go from now on, null for nowhere.
     *
     * @throws IllegalArgumentException if it is no URL of the web
     */
    void to(String otherUrl) {
        if (otherUrl != null && !Fields.isWebUrl(otherUrl)) {
            throw new IllegalArgumentException("no http or https URL: " + otherUrl);
        }
        url = otherUrl;
    }

    /** Delivers to the local URL what is for the public one or a page below it. */
    void tunnel(String publicUrl, String localUrl) {
        way = target -> target.startsWith(publicUrl) ? localUrl + target.substring(publicUrl.length()) : target;
    }

    void behave(Webhooks other) {
        behaviour = other;
    }

    /** Whether an event is sent at all: the workspace has chosen it and there is a URL for it. */
    boolean wants(String event, String ownTarget) {
        boolean chosen = settings.events().isEmpty() || settings.events().contains(event);
        return chosen && (ownTarget != null || url != null);
    }

    void send(Letter letter) {
        Webhooks now = behaviour;
        SplittableRandom random = new SplittableRandom(
                seed + letter.callSequence() * 1_000_003 + letter.event().hashCode());
        if (now.copies() == 0 || now.loses(random)) {
            book.settle(letter);
            return;
        }
        for (int copy = 0; copy < now.copies(); copy++) {
            later(now.holdOf(random), letter, 1);
        }
    }

    /** A letter as it would be sent now. */
    WebhookRequest request(Letter letter) {
        String asked = letter.target() == null ? url : letter.target();
        String target = asked == null ? null : way.apply(asked);
        String secret = letter.secret() == null ? settings.secret() : letter.secret();
        return WebhookRequest.of(scheme, target, letter.event(), letter.body(), secret, letter.headers());
    }

    int sent() {
        return sent.get();
    }

    List<WebhookAnswer> answers() {
        return answers.list();
    }

    private void later(Duration wait, Letter letter, int attempt) {
        timer.schedule(() -> attempt(letter, attempt), wait.toNanos(), NANOSECONDS);
    }

    private void attempt(Letter letter, int attempt) {
        WebhookRequest request = request(letter);
        long begin = System.nanoTime();
        sent.incrementAndGet();
        client.sendAsync(request.http(settings.timeout()), BodyHandlers.discarding())
                .handle((response, failure) -> answer(letter, attempt, response, failure, System.nanoTime() - begin))
                .thenAccept(answer -> conclude(letter, answer));
    }

    private static WebhookAnswer answer(
            Letter letter, int attempt, HttpResponse<Void> response, Throwable failure, long nanos) {
        int status = failure == null ? response.statusCode() : 0;
        String reason = failure == null ? "" : String.valueOf(failure.getMessage());
        return new WebhookAnswer(letter.callId(), letter.event(), attempt, status, NANOSECONDS.toMillis(nanos), reason);
    }

    private void conclude(Letter letter, WebhookAnswer answer) {
        answers.add(answer);
        LOG.debug("webhook {}", answer);
        if (scheme.accepts().test(answer.status()) || answer.attempt() >= settings.tries()) {
            book.settle(letter);
        } else {
            later(settings.spacing(), letter, answer.attempt() + 1);
        }
    }
}
