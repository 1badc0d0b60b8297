package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelvoicecall.model.CredentialsRejectedException;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.model.VoiceWebhook;
import io.github.camelvoicecall.sandbox.Fault;
import io.github.camelvoicecall.sandbox.Quirk;
import io.github.camelvoicecall.sandbox.SandboxRequest;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Replicas come and go; at the provider there is one webhook of ours, and those of others are as they were. */
class WebhookRegistrationTest {
    private static final String TOKEN = "token-of-ours-0123456789";
    private static final String PUBLIC = "https://hooks.example.org";
    private static final String OURS = PUBLIC + "/voicecall/samora";

    private VoiceSandbox sandbox = VoiceSandbox.samora().start();
    private final List<VoiceApp> apps = new ArrayList<>();
    private final List<VoiceWebhook> told = new ArrayList<>();

    @AfterEach
    void stop() {
        apps.forEach(VoiceApp::close);
        sandbox.close();
    }

    private VoiceApp replica(String... options) throws Exception {
        return replica(told::add, options);
    }

    private VoiceApp replica(WebhookListener listener, String... options) throws Exception {
        VoiceApp app = new VoiceApp("samora", sandbox);
        apps.add(app);
        app.bind("listener", listener);
        List<String> all = new ArrayList<>(List.of(
                "registerWebhook=true", "agentId=" + sandbox.agentId(), "initialDelay=3600000", "delay=3600000"));
        Stream.of("webhookToken=" + TOKEN, "webhookExternalUrl=" + PUBLIC)
                .filter(standard -> Arrays.stream(options)
                        .noneMatch(option -> option.startsWith(standard.substring(0, standard.indexOf('=')))))
                .forEach(all::add);
        Arrays.stream(options).filter(option -> !option.endsWith("=")).forEach(all::add);
        app.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(app.uri("callCompleted", all.toArray(String[]::new))).to("mock:done");
                from("direct:call").to(app.uri("triggerCall", "agentId=" + sandbox.agentId()));
            }
        });
        return app;
    }

    private List<VoiceWebhook> hooks() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            List<?> hooks = context.createProducerTemplate().requestBody(admin("listWebhooks"), null, List.class);
            return hooks.stream().map(VoiceWebhook.class::cast).toList();
        }
    }

    private String admin(String operation) {
        return "voicecall:samora:" + operation + "?baseUrl=" + sandbox.baseUrl() + "&apiKey=" + sandbox.apiKey();
    }

    private VoiceWebhook create(String name, String url, Map<String, String> headers) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            return context.createProducerTemplate()
                    .requestBody(
                            admin("createWebhook"),
                            Map.of(
                                    "agentId",
                                    sandbox.agentId(),
                                    "name",
                                    name,
                                    "url",
                                    url,
                                    "events",
                                    List.of("CALL_FAILED"),
                                    "customHeaders",
                                    headers),
                            VoiceWebhook.class);
        }
    }

    private long count(String method) {
        return sandbox.requests().stream()
                .map(SandboxRequest::method)
                .filter(method::equals)
                .count();
    }

    @Test
    @Tag("D5")
    void oneWebhookIsCreatedAndItsSecretReachesTheListener() throws Exception {
        VoiceApp app = replica();

        assertThat(hooks()).singleElement().satisfies(hook -> assertThat(hook)
                .returns("camel-voicecall", VoiceWebhook::name)
                .returns(OURS, VoiceWebhook::url)
                .returns(List.of("CALL_FAILED", "CALL_FINISHED"), VoiceWebhook::events)
                .returns(Map.of("X-Voicecall-Token", TOKEN), VoiceWebhook::customHeaders));
        assertThat(told).singleElement().satisfies(hook -> assertThat(hook.secret())
                .startsWith("whsec_"));

        sandbox.tunnel(PUBLIC, "http://127.0.0.1:" + app.port());
        app.mock("done").expectedMessageCount(1);
        String id = app.send("direct:call", Map.of("to", "+15555550100"))
                .getMessage()
                .getBody(VoiceCall.class)
                .id();
        app.mock("done").assertIsSatisfied();
        assertThat(app.mock("done")
                        .getExchanges()
                        .get(0)
                        .getMessage()
                        .getBody(VoiceCall.class)
                        .id())
                .isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    @Tag("P21")
    @Tag("D4")
    void replicasThatComeAndGoInAnyOrderKeepOneWebhookAndLeaveAForeignOneAlone(long seed) throws Exception {
        VoiceWebhook foreign = create("CRM of somebody", "https://elsewhere.example/hook", Map.of("X-Own", "value"));
        Random random = new Random(seed);
        List<VoiceApp> running = new ArrayList<>();
        running.add(replica());
        String ours = hooks().stream()
                .filter(hook -> OURS.equals(hook.url()))
                .findFirst()
                .orElseThrow()
                .id();

        for (int step = 0; step < 6; step++) {
            if (running.isEmpty() || random.nextBoolean()) {
                running.add(replica());
            } else {
                running.remove(random.nextInt(running.size())).close();
            }
            assertThat(hooks()).extracting(VoiceWebhook::id).containsExactlyInAnyOrder(foreign.id(), ours);
        }

        assertThat(hooks())
                .filteredOn(hook -> hook.id().equals(foreign.id()))
                .singleElement()
                .returns(foreign.url(), VoiceWebhook::url)
                .returns(foreign.customHeaders(), VoiceWebhook::customHeaders)
                .returns(foreign.updatedAt(), VoiceWebhook::updatedAt);
        assertThat(told).as("only the first one created").hasSize(1);
        assertThat(count("PUT") + count("DELETE")).isZero();
    }

    @Test
    void replicasThatStartAtTheSameTimeEndWithOneWebhook() throws Exception {
        List<CompletableFuture<Void>> starting = Stream.generate(() -> CompletableFuture.runAsync(() -> {
                    try {
                        replicaOfItsOwn();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .limit(4)
                .toList();
        CompletableFuture.allOf(starting.toArray(CompletableFuture[]::new)).join();

        assertThat(hooks()).hasSize(1);
    }

    private synchronized void remember(VoiceApp app) {
        apps.add(app);
    }

    private void replicaOfItsOwn() throws Exception {
        VoiceApp app = new VoiceApp("samora", sandbox);
        remember(app);
        app.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(app.uri(
                                "callCompleted",
                                "registerWebhook=true",
                                "agentId=" + sandbox.agentId(),
                                "webhookToken=" + TOKEN,
                                "webhookExternalUrl=" + PUBLIC))
                        .to("mock:done");
            }
        });
    }

    @Test
    void anAddressThatChangedIsUpdatedInPlace() throws Exception {
        replica().close();
        VoiceWebhook before = hooks().get(0);

        replica("webhookExternalUrl=https://new.example.org/front/");

        assertThat(hooks())
                .singleElement()
                .returns(before.id(), VoiceWebhook::id)
                .returns("https://new.example.org/front/voicecall/samora", VoiceWebhook::url)
                .returns(before.customHeaders(), VoiceWebhook::customHeaders);
    }

    @Test
    void aTokenThatChangedIsUpdatedInPlace() throws Exception {
        replica().close();
        VoiceWebhook before = hooks().get(0);

        replica("webhookToken=newer-token-0123456789", "webhookPreviousToken=" + TOKEN);

        assertThat(hooks())
                .singleElement()
                .returns(before.id(), VoiceWebhook::id)
                .returns(Map.of("X-Voicecall-Token", "newer-token-0123456789"), VoiceWebhook::customHeaders);
    }

    @Test
    void twinsThatTwoProcessesLeftBecomeOne() throws Exception {
        VoiceWebhook first = create("camel-voicecall", OURS, Map.of("X-Voicecall-Token", TOKEN));
        VoiceWebhook second = create("camel-voicecall", OURS, Map.of("X-Voicecall-Token", TOKEN));
        VoiceWebhook byHand = create("for something else", OURS, Map.of("X-Voicecall-Token", TOKEN));

        replica();

        assertThat(hooks()).hasSize(2);
        assertThat(hooks()).extracting(VoiceWebhook::id).contains(byHand.id()).containsAnyOf(first.id(), second.id());
    }

    @Test
    @Tag("D4")
    void aNamesakeThatCarriesAnotherTokenIsSomebodyElses() throws Exception {
        VoiceWebhook foreign = create(
                "camel-voicecall",
                "https://staging.example/voicecall/samora",
                Map.of("X-Voicecall-Token", "token-of-staging-0123456789"));

        replica();

        assertThat(hooks()).hasSize(2);
        assertThat(hooks())
                .filteredOn(hook -> hook.id().equals(foreign.id()))
                .singleElement()
                .returns(foreign.url(), VoiceWebhook::url);
    }

    @Test
    void aWebhookMadeByHandForOurAddressIsTakenOverWithWhatItHas() throws Exception {
        VoiceWebhook byHand = create("by hand", OURS, Map.of("X-Own", "value"));

        replica();

        assertThat(hooks())
                .singleElement()
                .returns(byHand.id(), VoiceWebhook::id)
                .returns("by hand", VoiceWebhook::name)
                .returns(List.of("CALL_FAILED", "CALL_FINISHED"), VoiceWebhook::events)
                .returns(Map.of("X-Own", "value", "X-Voicecall-Token", TOKEN), VoiceWebhook::customHeaders);
    }

    @ParameterizedTest
    @EnumSource(
            value = Quirk.class,
            names = {"BARE_ANSWERS", "MASKED_SECRET"})
    void answersOfAnotherFormAreTaken(Quirk quirk) throws Exception {
        sandbox.close();
        sandbox = VoiceSandbox.samora().with(quirk).start();
        replica().close();

        replica("webhookExternalUrl=https://new.example.org");

        assertThat(hooks()).singleElement().returns("https://new.example.org/voicecall/samora", VoiceWebhook::url);
    }

    @Test
    void aProviderThatIsAwayIsAskedAgainWhileTheRouteRuns() throws Exception {
        sandbox.failNextRead(Fault.status(503));
        VoiceApp app = replica("maxRetries=0");
        assertThat(app.context().getStatus().isStarted()).isTrue();

        await().atMost(java.time.Duration.ofSeconds(90)).until(() -> hooks().size() == 1);
    }

    @Test
    void aProviderThatHangsHoldsOneThreadHoweverOftenItIsToBeAskedAgain() throws Exception {
        sandbox.failNextRead(Fault.status(503), Fault.delayed(java.time.Duration.ofSeconds(6)));
        VoiceApp app = replica("maxRetries=0", "responseTimeout=20000");
        VoiceCallConsumer consumer =
                (VoiceCallConsumer) app.context().getRoutes().get(0).getConsumer();

        for (int i = 0; i < 500; i++) {
            consumer.upkeep();
        }
        await().until(() -> registering() == 1);
        await().until(() -> !busy(app));

        assertThat(registering()).isOne();
        await().atMost(java.time.Duration.ofSeconds(30)).until(() -> hooks().size() == 1);
        assertThat(count("POST")).isOne();
    }

    /** Threads that register, or wait for that. */
    private static long registering() {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack -> Arrays.stream(stack)
                        .anyMatch(frame -> frame.getClassName().equals(WebhookRegistrar.class.getName())))
                .count();
    }

    private static boolean busy(VoiceApp app) {
        ThreadPoolExecutor workers = (ThreadPoolExecutor) app.context()
                .getComponent("voicecall", VoiceCallComponent.class)
                .workers();
        return workers.getActiveCount() > 1;
    }

    @Test
    void aLostAnswerToTheCreationDoublesNothing() throws Exception {
        sandbox.failNext(Fault.answerLost());
        replica("maxRetries=0").close();

        replica();

        assertThat(hooks()).hasSize(1);
    }

    @Test
    void aListenerThatFailsLosesNoSecret() throws Exception {
        assertThatThrownBy(() -> replica(hook -> {
                    throw new IllegalStateException("the vault is away");
                }))
                .rootCause()
                .hasMessageContaining("the vault is away");
        assertThat(hooks()).isEmpty();

        replica();
        assertThat(told).hasSize(1);
    }

    @Test
    @Tag("P21")
    void theDoorIsOpenBeforeTheProviderIsTold() throws Exception {
        List<Integer> answers = new ArrayList<>();
        replica(created -> answers.add(knock(apps.get(0))));

        assertThat(answers)
                .as("let in without a token? No, but somebody answers")
                .containsExactly(401);
    }

    private static int knock(VoiceApp app) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(app.webhookUrl()))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aWrongKeyFailsTheStart() {
        assertThatThrownBy(() -> replica("apiKey=wrong")).hasRootCauseInstanceOf(CredentialsRejectedException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "webhookToken=; set webhookToken",
                "webhookExternalUrl=; set webhookExternalUrl",
                "webhookExternalUrl=http://plain.example; url must be https",
                "delivery=polling; leave delivery=polling out"
            })
    void whatRegistrationNeedsIsNamedAtTheStart(String option, String mend) throws Exception {
        assertThatThrownBy(() -> replica(option))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(mend);
        assertThat(count("POST")).isZero();
    }

    @Test
    void everyAgentHasAWebhookOfItsOwn() throws Exception {
        String both =
                sandbox.agents().get(0).id() + "," + sandbox.agents().get(1).id();
        replica("webhookAgentIds=" + both).close();
        replica("webhookAgentIds=" + both);

        assertThat(hooks()).hasSize(2);
        assertThat(hooks()).extracting(VoiceWebhook::agentId).containsExactlyInAnyOrder(both.split(","));
    }
}
