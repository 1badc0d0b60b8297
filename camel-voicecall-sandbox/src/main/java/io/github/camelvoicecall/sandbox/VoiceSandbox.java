package io.github.camelvoicecall.sandbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A voice call provider, simulated over real sockets on this machine: it takes the provider's API requests strictly, lets calls
 * ring, end and get analysed over time, sends signed webhooks, fails as asked, and counts everything. No telephone rings.
 *
 * <pre>{@code
 * try (VoiceSandbox sandbox = VoiceSandbox.vyora().start()) {
 *     // point the client at sandbox.baseUrl() with sandbox.apiKey()
 *     sandbox.failNext(Fault.answerLost());
 *     // … let the client place a call to +15555550123 …
 *     assertThat(sandbox.rings("+15555550123")).isEqualTo(1);
 * }
 * }</pre>
 *
 * <p>What becomes of a call depends on the number, see {@link Outcome}. Written from the providers' pages alone; what they leave
 * open and had to be assumed is listed as ASSUMED in the classes of the providers.
 * Another process can look and steer under {@code /__sandbox/}, see {@code Control}. Thread-safe.
 */
public final class VoiceSandbox implements AutoCloseable {
    private final Settings settings;
    private final HttpFront front;
    private volatile Reception reception;
    private volatile String webhookUrl;
    private volatile Consumer<Courier> tunnel = courier -> {};

    VoiceSandbox(Settings settings) {
        this.settings = settings;
        this.webhookUrl = settings.webhooks().url();
        this.reception = newReception();
        this.front = open();
        reception.simulation().reachedAt(address());
        reception.simulation().resume();
    }

    /** A sandbox of Vyora, with everything at its default unless more is asked. */
    public static SandboxBuilder vyora() {
        return of("vyora");
    }

    /** A sandbox of VoxBridge, with everything at its default unless more is asked. */
    public static SandboxBuilder voxbridge() {
        return of("voxbridge");
    }

    /** A sandbox of Samora AI, with everything at its default unless more is asked. */
    public static SandboxBuilder samora() {
        return of("samora");
    }

    /** A sandbox of Agoralia, with everything at its default unless more is asked. */
    public static SandboxBuilder agoralia() {
        return of("agoralia");
    }

    /** A sandbox of OutboundCalls, with everything at its default unless more is asked. */
    public static SandboxBuilder outboundcalls() {
        return of("outboundcalls");
    }

    /**
     * A sandbox of the named provider.
     *
     * @param provider {@code vyora}, {@code voxbridge}, {@code samora}, {@code agoralia} or {@code outboundcalls}
     * @throws IllegalArgumentException if there is no such provider
     */
    public static SandboxBuilder of(String provider) {
        return new SandboxBuilder(provider);
    }

    /** What takes the place of the provider's documented base URL, without a trailing slash, such as {@code http://127.0.0.1:PORT}. */
    public String baseUrl() {
        return address() + settings.provider().basePath();
    }

    /** The key that is let in. */
    public String apiKey() {
        return settings.apiKey();
    }

    /** The secret that webhooks are signed with. */
    public String webhookSecret() {
        return settings.webhooks().secret();
    }

    /** All agents of the workspace. */
    public List<Agent> agents() {
        return settings.agents();
    }

    /** The id of the first agent that can place calls. */
    public String agentId() {
        return dashboard().agent().id();
    }

    /** What people do in the provider's web interface, until the next {@link #reset}. */
    public Dashboard dashboard() {
        return new Dashboard(reception.simulation());
    }

    /** Sends webhook events to this URL from now on, also after {@link #reset}. */
    public void webhookTo(String url) {
        courier().to(url);
        webhookUrl = url;
    }

    /**
     * Delivers webhook events for this public URL, or one below it, to the local one from now on, as a tunnel would; also after
     * {@link #reset}.
     */
    public void tunnel(String publicUrl, String localUrl) {
        tunnel = courier -> courier.tunnel(publicUrl, localUrl);
        tunnel.accept(courier());
    }

    /** Treats webhook events like this from now on. */
    public void webhooks(Webhooks behaviour) {
        courier().behave(behaviour);
    }

    /** The next requests that place a call or change something meet these faults, one each. */
    public void failNext(Fault... faults) {
        reception.faults().failNext(List.of(faults));
    }

    /** The next reads and lists meet these faults, one each. */
    public void failNextRead(Fault... faults) {
        reception.faults().failNextRead(List.of(faults));
    }

    /** The next requests that place a call to a number, or put it on a list, meet this fault. */
    public void failFor(String number, Fault fault, int times) {
        reception.faults().failFor(number, fault, times);
    }

    /** From now on requests as for {@link #failNext} that no other fault is queued for meet those of the plan. */
    public void faults(FaultPlan plan) {
        reception.faults().plan(plan);
    }

    /**
     * Places a call as the dashboard or another client would, and returns its id. It counts as no request and is not redialled.
     *
     * @throws IllegalArgumentException if the number is not E.164
     */
    public String placeElsewhere(String number) {
        return dashboard().call(number);
    }

    /**
     * An event about a call as it would be sent now, to be sent as it is or forged.
     *
     * @param event the provider's name of the event
     * @throws IllegalArgumentException if there is no such event or call, or no webhook is registered for it
     */
    public WebhookRequest webhookRequest(String event, String callId) {
        return reception.simulation().webhookRequest(event, callId);
    }

    /** How often a number came in a create-call request or in a campaign's list, in the failed requests too. */
    public int posts(String number) {
        return posts().getOrDefault(number, 0);
    }

    /** The same by number as it was sent; under an empty name the create-call requests that named none. */
    public Map<String, Integer> posts() {
        return book().posts();
    }

    /** How often the telephone of a number rang. */
    public int rings(String number) {
        return rings().getOrDefault(number, 0);
    }

    /** Rings by number; with 0 for a number that is yet to be rung. */
    public Map<String, Integer> rings() {
        return book().rings();
    }

    /** All rings of all numbers. */
    public int totalRings() {
        return rings().values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The rings of the number that rang most; 1 at most if nobody was dialled twice. */
    public int maxRingsPerNumber() {
        return rings().isEmpty() ? 0 : Collections.max(rings().values());
    }

    /** Requests that read one call. */
    public int reads() {
        return reception.reads();
    }

    /** Requests that list something. */
    public int lists() {
        return reception.lists();
    }

    /** Calls accepted so far. */
    public int calls() {
        return book().newestFirst().size();
    }

    /** The ids of the calls to a number, oldest first. */
    public List<String> callIds(String number) {
        List<String> ids = new ArrayList<>();
        book().newestFirst().stream()
                .filter(call -> call.order().number().equals(number))
                .forEach(call -> ids.add(0, call.id()));
        return ids;
    }

    /** The calls of a campaign, counted; all zero if there is no such campaign. */
    public Tally tally(String campaignId) {
        return book().tally(campaignId);
    }

    /** The accepted requests that put numbers on a campaign's list, oldest first. */
    public List<Batch> batches() {
        return reception.simulation().campaigns().batches();
    }

    /** The API requests received, oldest first. */
    public List<SandboxRequest> requests() {
        return reception.requests();
    }

    /** Attempts to deliver a webhook so far, answered or not. */
    public int webhooksSent() {
        return courier().sent();
    }

    /** What came of each attempt to deliver a webhook, in the order of the answers. */
    public List<WebhookAnswer> webhookAnswers() {
        return courier().answers();
    }

    /**
     * Forgets all calls, counts and faults, also those in the state file, and goes back to the webhook behaviour and the faults of
     * the builder. Address, key and webhook URL stay. Events on their way may still arrive.
     */
    public synchronized void reset() {
        reception.simulation().close();
        Journal.forget(settings.state());
        reception = newReception();
    }

    /** Stops at once, as a killed process would. */
    @Override
    public synchronized void close() {
        front.close();
        reception.simulation().close();
    }

    private HttpFront open() {
        Control control = new Control(this);
        try {
            return HttpFront.start(
                    settings.bindAddress(),
                    settings.port(),
                    request -> control.concerns(request) ? control.answer(request) : reception.answer(request));
        } catch (RuntimeException e) {
            reception.simulation().close(); // a port that is taken must not leave the state file locked
            throw e;
        }
    }

    private Reception newReception() {
        Reception fresh = new Reception(settings, new Simulation(settings));
        fresh.simulation().courier().to(webhookUrl);
        tunnel.accept(fresh.simulation().courier());
        if (front != null) {
            fresh.simulation().reachedAt(address());
        }
        return fresh;
    }

    private String address() {
        return "http://127.0.0.1:" + front.port();
    }

    private CallBook book() {
        return reception.simulation().book();
    }

    private Courier courier() {
        return reception.simulation().courier();
    }
}
