package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelvoicecall.model.CallEvent;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.sandbox.Fault;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.support.MessageHelper;
import org.apache.camel.support.processor.DefaultExchangeFormatter;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, secrets and full numbers never show. Runs last, so that it has seen the whole test run. */
@Order(Integer.MAX_VALUE)
class SecretsTest {
    private static final String NUMBER = "+15555550101";

    @ParameterizedTest
    @ValueSource(strings = {"vyora", "voxbridge"})
    @Tag("P30")
    void exceptionsJmxHealthAndToStringShowNeitherKeyNorSecretNorNumber(String provider) throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.of(provider).start();
                VoiceApp app = new VoiceApp(provider, sandbox).withWebhooks()) {
            HealthCheckHelper.getHealthCheckRepository(app.context(), "producers")
                    .setEnabled(true);
            VoiceAccount account = new VoiceAccount();
            account.setProvider(provider);
            account.setApiKey(sandbox.apiKey());
            account.setWebhookSecret(sandbox.webhookSecret());
            app.bind("spare", account);
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").routeId("trigger").to(app.uri("triggerCall", "maxRetries=0"));
                    from("direct:get").to(app.uri("getCall", "maxRetries=0"));
                    from(app.uri("callCompleted", app.signed(), "webhookPreviousSecret=s3cret", "delay=100"))
                            .to("mock:completed");
                    from(app.uri("callEvents", app.signed(), "webhookPreviousSecret=s3cret"))
                            .to("mock:events");
                }
            });
            List<String> shown = new ArrayList<>(List.of(account.toString()));
            for (Fault fault : List.of(
                    Fault.status(400),
                    Fault.status(401),
                    Fault.status(402),
                    Fault.status(404),
                    Fault.status(422),
                    Fault.throttled(),
                    Fault.status(503),
                    Fault.resetBeforePlacing(),
                    Fault.truncatedJson(),
                    Fault.noId())) {
                sandbox.failNext(fault);
                Exchange failed = app.send("direct:trigger", app.request("+155555501" + (10 + shown.size())));
                for (Throwable thrown = failed.getException(); thrown != null; thrown = thrown.getCause()) {
                    shown.add(thrown.toString());
                }
            }
            shown.add(String.valueOf(app.send("direct:trigger", Map.of("to", NUMBER + "x5", "agentId", "a"))
                    .getException()));
            shown.add(String.valueOf(app.send("direct:get", NUMBER).getException()));
            Exchange placed = app.send("direct:trigger", app.request(NUMBER));
            shown.add(placed.getMessage().getBody().toString());
            await().until(() -> app.mock("completed").getReceivedCounter() > 0
                    && app.mock("events").getReceivedCounter() > 1);
            shown.add(app.mock("completed")
                    .getExchanges()
                    .get(0)
                    .getMessage()
                    .getBody(VoiceCall.class)
                    .toString());
            shown.add(app.mock("events")
                    .getExchanges()
                    .get(0)
                    .getMessage()
                    .getBody(CallEvent.class)
                    .toString());
            app.context().getRoutes().forEach(route -> {
                shown.add(route.toString());
                shown.add(String.valueOf(route.getConsumer()));
                shown.add(String.valueOf(route.getEndpoint()));
            });
            app.context().getEndpoints().forEach(endpoint -> shown.add(endpoint.toString()));
            HealthCheckHelper.invoke(app.context(), "full")
                    .forEach(result -> shown.add(result.getMessage() + " " + result.getDetails() + " "
                            + result.getError() + " " + result.getCheck().getId()));
            shown.addAll(jmx());

            assertThat(shown).hasSizeGreaterThan(200);
            assertThat(shown.stream().filter(SecretWatch::leaks)).isEmpty();
        }
    }

    /** With the key in an account, not in the address, which Camel keeps in the exchange as it is. Agoralia has no webhooks and no single calls. */
    @ParameterizedTest
    @ValueSource(strings = {"samora", "outboundcalls", "agoralia"})
    void theSameHoldsWhereATokenTakesThePlaceOfASecret(String provider) throws Exception {
        boolean webhooks = !provider.equals("agoralia");
        String call = webhooks ? "triggerCall" : "listCampaignCalls";
        try (VoiceSandbox sandbox = VoiceSandbox.of(provider).start();
                VoiceApp app = new VoiceApp(provider, sandbox)) {
            HealthCheckHelper.getHealthCheckRepository(app.context(), "producers")
                    .setEnabled(true);
            app.context().setMessageHistory(true);
            VoiceAccount account = new VoiceAccount();
            account.setProvider(provider);
            account.setApiKey(sandbox.apiKey());
            account.setBaseUrl(sandbox.baseUrl());
            if (webhooks) {
                account.setWebhookToken("token-of-ours-0123456789");
                account.setWebhookPreviousToken("token-of-ours-9876543210");
            }
            app.bind(provider, account);
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger")
                            .routeId("trigger")
                            .to("voicecall:" + provider + ":" + call + "?maxRetries=0");
                    from("voicecall:" + provider + ":callCompleted?delay=100&initialDelay=1")
                            .to("mock:completed");
                }
            });
            List<String> shown = new ArrayList<>(List.of(account.toString()));
            // a list that is throttled would be left alone by everybody for a while
            for (int status : webhooks
                    ? new int[] {400, 401, 402, 403, 404, 422, 429, 500, 503}
                    : new int[] {400, 401, 403, 404, 422}) {
                if (webhooks) {
                    sandbox.failNext(Fault.status(status));
                } else {
                    sandbox.failNextRead(Fault.status(status));
                }
                Object body = webhooks ? app.request("+15555550" + status) : Map.of("campaignId", "+15555550" + status);
                show(app.send("direct:trigger", body), shown);
            }
            if (!webhooks) {
                sandbox.dashboard().runCampaign("Autumn", NUMBER);
                await().until(() -> app.mock("completed").getReceivedCounter() > 0);
                VoiceCall done =
                        app.mock("completed").getExchanges().get(0).getMessage().getBody(VoiceCall.class);
                assertThat(done.to()).isEqualTo(NUMBER);
                assertThat(done.toString()).contains("to=+*********01");
            } else {
                Exchange placed = app.send("direct:trigger", app.request(NUMBER));
                assertThat(placed.getException()).isNull();
                show(placed, shown);
                HttpRequest forged = HttpRequest.newBuilder(URI.create(app.webhookUrl() + "/token-of-ours-5555555555"))
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build();
                assertThat(HttpClient.newHttpClient()
                                .send(forged, HttpResponse.BodyHandlers.discarding())
                                .statusCode())
                        .isIn(401, 404);
            }
            app.context().getRoutes().forEach(route -> {
                shown.add(route.toString());
                shown.add(String.valueOf(route.getConsumer()));
                shown.add(String.valueOf(route.getEndpoint()));
            });
            app.context().getEndpoints().forEach(endpoint -> shown.add(endpoint.toString()));
            HealthCheckHelper.invoke(app.context(), "full")
                    .forEach(result -> shown.add(result.getMessage() + " " + result.getDetails() + " "
                            + result.getError() + " " + result.getCheck().getId()));
            shown.addAll(jmx());

            assertThat(shown).hasSizeGreaterThan(100);
            assertThat(shown.stream().filter(SecretWatch::leaks)).isEmpty();
        }
    }

    /** The exception with its causes, and what the exchange remembers of where it has been; its body is the user's. */
    private static void show(Exchange exchange, List<String> shown) {
        for (Throwable thrown = exchange.getException(); thrown != null; thrown = thrown.getCause()) {
            shown.add(thrown.toString());
        }
        exchange.getAllProperties().forEach((name, value) -> shown.add(name + "=" + value));
        exchange.getMessage().getHeaders().forEach((name, value) -> {
            if (!(value instanceof String) || !name.equals(VoiceCallConstants.TO)) {
                shown.add(name + "=" + value);
            }
        });
        shown.add(exchange.toString());
        exchange.getMessage().setBody(null);
        exchange.getIn().setBody(null);
        shown.add(MessageHelper.dumpMessageHistoryStacktrace(exchange, new DefaultExchangeFormatter(), false));
    }

    @Test
    @Tag("P30")
    void noLogLineOfTheWholeTestRunShowsKeySecretOrNumber() {
        assertThat(SecretWatch.lines()).isPositive();
        assertThat(SecretWatch.leaks()).isEmpty();
    }

    /** Every name and readable attribute of what Camel manages. */
    private static List<String> jmx() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        List<String> shown = new ArrayList<>();
        for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            shown.add(name.toString());
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                shown.add(
                        name.getKeyProperty("type") + "." + attribute.getName() + "=" + value(server, name, attribute));
            }
        }
        return shown;
    }

    private static String value(MBeanServer server, ObjectName name, MBeanAttributeInfo attribute) {
        // counts, sizes and times can look like numbers of people
        boolean text =
                !List.of("long", "int", "java.lang.Long", "java.lang.Integer").contains(attribute.getType());
        try {
            Object value = attribute.isReadable() && text ? server.getAttribute(name, attribute.getName()) : "";
            return value instanceof Object[] array ? Arrays.toString(array) : String.valueOf(value);
        } catch (Exception unreadable) {
            return "";
        }
    }
}
