package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelvoicecall.model.Agent;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.CredentialsRejectedException;
import io.github.camelvoicecall.model.InsufficientCreditException;
import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.OperationUnsupportedException;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.sandbox.Fault;
import io.github.camelvoicecall.sandbox.RateLimit;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation over real sockets: what goes in, what comes out, what is refused and how. */
class OperationsTest {
    private static final String NUMBER = "+15555550101";

    @ParameterizedTest
    @ValueSource(strings = {"vyora", "voxbridge"})
    void aCallIsTriggeredByRequestMapJsonOrHeaders(String provider) throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.of(provider).start();
                VoiceApp app = app(provider, sandbox, "triggerCall", "defaultRegion=US")) {
            List<Exchange> placed = List.of(
                    app.send(
                            "direct:in",
                            CallRequest.to("+15555550110")
                                    .agentId(sandbox.agentId())
                                    .variables(Map.of("name", "Alex"))
                                    .build()),
                    app.send("direct:in", Map.of("to", "(555) 555-0111", "agentId", sandbox.agentId())),
                    app.send("direct:in", "{\"to\":\"555-555-0112\",\"agentId\":\"" + sandbox.agentId() + "\"}"),
                    app.send(
                            "direct:in",
                            null,
                            Map.of(
                                    VoiceCallConstants.TO,
                                    "+15555550113",
                                    VoiceCallConstants.AGENT_ID,
                                    sandbox.agentId())));

            for (int i = 0; i < placed.size(); i++) {
                assertThat(placed.get(i).getException()).isNull();
                VoiceCall call = placed.get(i).getMessage().getBody(VoiceCall.class);
                assertThat(call.to()).isEqualTo("+1555555011" + i);
                assertThat(call.id()).isEqualTo(sandbox.callIds(call.to()).get(0));
                assertThat(placed.get(i).getMessage().getHeader(VoiceCallConstants.ID))
                        .isEqualTo(call.id());
                assertThat(placed.get(i).getMessage().getHeader(VoiceCallConstants.STATUS))
                        .isEqualTo("QUEUED");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vyora", "voxbridge"})
    void aTriggeredCallCanBeReadAndItsJsonSaved(String provider) throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.of(provider).start();
                VoiceApp app = new VoiceApp(provider, sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in")
                            .to(app.uri("triggerCall"))
                            .to(app.uri("getCall"))
                            .setHeader("status", simple("${body.status}"))
                            .convertBodyTo(String.class);
                }
            });
            Exchange read = app.send("direct:in", app.request(NUMBER));

            assertThat(read.getException()).isNull();
            assertThat(read.getMessage().getBody(String.class))
                    .contains("\"to\":\"" + NUMBER + "\"")
                    .contains("\"raw\":{");
            assertThat(read.getMessage().getHeader("status")).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vyora", "voxbridge"})
    void aWrongKeyIsNamed(String provider) throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.of(provider).start();
                VoiceApp app = new VoiceApp(provider, sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in")
                            .to("voicecall:" + provider + ":triggerCall?apiKey=wrong-key-1234&baseUrl="
                                    + sandbox.baseUrl());
                }
            });
            assertThat(app.send("direct:in", app.request(NUMBER)).getException())
                    .isInstanceOf(CredentialsRejectedException.class)
                    .hasMessageContaining("apiKey")
                    .hasMessageNotContaining("wrong-key-1234");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vyora", "voxbridge"})
    void missingCreditHasAnExceptionOfItsOwn(String provider) throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.of(provider).start();
                VoiceApp app = app(provider, sandbox, "triggerCall")) {
            assertThat(app.send("direct:in", app.request("+15555550197")).getException())
                    .isInstanceOf(InsufficientCreditException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vyora", "voxbridge"})
    void anUnknownCallIsAnInvalidRequest(String provider) throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.of(provider).start();
                VoiceApp app = app(provider, sandbox, "getCall")) {
            assertThat(app.send("direct:in", "1f0a6c1e-0000-4b4b-8c8c-000000000001")
                            .getException())
                    .isInstanceOf(InvalidRequestException.class);
            assertThat(app.send("direct:in", null).getException())
                    .isInstanceOfSatisfying(InvalidRequestException.class, e -> assertThat(e.getField())
                            .isEqualTo("callId"));
        }
    }

    @Test
    void agentsAreReadOverAllPagesOrStreamed() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().agents(120).start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:list").to(app.uri("listAgents", "pageSize=50"));
                    from("direct:cut").to(app.uri("listAgents", "maxItems=10"));
                    from("direct:stream")
                            .to(app.uri("listAgents", "outputType=StreamList"))
                            .split(body())
                            .streaming()
                            .to("mock:agents")
                            .end();
                }
            });
            List<?> all = app.send("direct:list", null).getMessage().getBody(List.class);
            assertThat(all).hasSize(120).first().isInstanceOf(Agent.class);
            Exchange cut = app.send("direct:cut", null);
            assertThat(list(cut)).hasSize(10);
            assertThat(cut.getMessage().getHeader(VoiceCallConstants.TRUNCATED)).isEqualTo(true);
            app.mock("agents").expectedMessageCount(120);
            app.send("direct:stream", null);
            app.mock("agents").assertIsSatisfied();
        }
    }

    @Test
    void callsAreListedNewestFirstFilteredAndCompletedFromTheLedger() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.voxbridge().start();
                VoiceApp app = new VoiceApp("voxbridge", sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall"));
                    from("direct:list").to(app.uri("listCalls", "pageSize=2"));
                }
            });
            for (int i = 10; i < 15; i++) {
                app.send(
                        "direct:trigger",
                        Map.of("to", "+155555501" + i, "agentId", sandbox.agentId(), "contactId", "lead-" + i));
            }
            List<?> calls = app.send("direct:list", null).getMessage().getBody(List.class);
            assertThat(calls).hasSize(5);
            assertThat(((VoiceCall) calls.get(0)).contactId()).isEqualTo("lead-14");
            assertThat(((VoiceCall) calls.get(0)).metadata()).isEmpty();
            assertThat(list(app.send("direct:list", Map.of("status", "no-such"))))
                    .isEmpty();
            assertThat(app.send("direct:list", Map.of("state", "x")).getException())
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("state");
        }
    }

    @Test
    void voxBridgeTakesEveryFieldOfARequest() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.voxbridge().start();
                VoiceApp app = app("voxbridge", sandbox, "triggerCall")) {
            Instant later = Instant.now().plusSeconds(3600);
            Exchange placed = app.send(
                    "direct:in",
                    CallRequest.to(NUMBER)
                            .from("+15555550199")
                            .agentId(sandbox.agentId())
                            .contactName("Alex")
                            .contactId("7")
                            .variables(Map.of("due", 12))
                            .metadata(Map.of("crm", "x"))
                            .scheduleAt(later)
                            .webhookUrl(app.webhookUrl())
                            .maxAttempts(2)
                            .build());

            assertThat(placed.getException()).isNull();
            VoiceCall call = placed.getMessage().getBody(VoiceCall.class);
            assertThat(call.status()).isEqualTo(CallStatus.SCHEDULED);
            assertThat(call.maxAttempts()).isEqualTo(2);
            assertThat(call.contactId()).isEqualTo("7");
            assertThat(call.metadata()).isEqualTo(Map.of("crm", "x"));
            assertThat(sandbox.rings(NUMBER)).isZero();
        }
    }

    @Test
    @Tag("P9")
    void aRefusedCallRingsOnceAtVoxBridgeBecauseRedialsAreOffUnlessAskedFor() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.voxbridge().start();
                VoiceApp app = new VoiceApp("voxbridge", sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall"));
                    from(app.uri("callCompleted", "delivery=polling", "delay=100", "redialTimeout=60000"))
                            .to("mock:completed");
                }
            });
            app.mock("completed").expectedMessageCount(2);
            app.send("direct:trigger", app.request("+15555550190"));
            Map<String, Object> redialled = new java.util.HashMap<>(app.request("+15555550198"));
            redialled.put("maxAttempts", 3);
            app.send("direct:trigger", redialled);

            app.mock("completed").assertIsSatisfied();
            List<VoiceCall> calls = new ArrayList<>();
            app.mock("completed")
                    .getExchanges()
                    .forEach(exchange -> calls.add(exchange.getMessage().getBody(VoiceCall.class)));
            assertThat(calls)
                    .extracting(VoiceCall::status)
                    .containsExactlyInAnyOrder(CallStatus.FAILED, CallStatus.COMPLETED);
            assertThat(app.mock("completed").getExchanges())
                    .extracting(exchange -> exchange.getMessage().getHeader(VoiceCallConstants.DIALS))
                    .containsExactlyInAnyOrder(1, 2);
            assertThat(sandbox.rings("+15555550190")).isOne();
            assertThat(sandbox.rings("+15555550198")).isEqualTo(2);
        }
    }

    @Test
    void whatAProviderCantDoNamesProviderOperationFieldAndTheWayRound() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = app("vyora", sandbox, "triggerCall")) {
            Exchange failed = app.send(
                    "direct:in",
                    CallRequest.to(NUMBER)
                            .agentId("a")
                            .scheduleAt(Instant.now())
                            .build());

            assertThat(failed.getException())
                    .isInstanceOf(OperationUnsupportedException.class)
                    .hasMessageContaining("vyora:triggerCall")
                    .hasMessageContaining("scheduleAt")
                    .hasMessageContaining("quartz");
            assertThat(app.send("direct:in", Map.of("to", NUMBER)).getException())
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("agentId");
            assertThat(app.send("direct:in", Map.of("to", NUMBER, "agentID", "a"))
                            .getException())
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("agentID");
            assertThat(app.send("direct:in", Map.of("to", "555-0101", "agentId", "a"))
                            .getException())
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("defaultRegion");
            assertThat(sandbox.requests()).isEmpty();
        }
    }

    @Test
    void anOperationThatAProviderLacksFailsAtStartWithWhatItHas() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            assertThatThrownBy(() -> app.start(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:in").to(app.uri("listCalls"));
                        }
                    }))
                    .hasRootCauseInstanceOf(OperationUnsupportedException.class)
                    .rootCause()
                    .hasMessageContaining("vyora:listCalls")
                    .hasMessageContaining("triggerCall, getCall")
                    .hasMessageContaining("callCompleted");
        }
    }

    @Test
    void anUnknownCallIsSettledByAPerson() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall"));
                    from("direct:unresolved").to("voicecall:vyora:listUnresolved?baseUrl=" + sandbox.baseUrl());
                    from("direct:resolve").to("voicecall:vyora:resolveCall?baseUrl=" + sandbox.baseUrl());
                }
            });
            sandbox.failNext(Fault.status(500), Fault.answerLost());
            Map<String, Object> first = Map.of(VoiceCallConstants.IDEMPOTENCY_KEY, "one");
            Map<String, Object> second = Map.of(VoiceCallConstants.IDEMPOTENCY_KEY, "two");
            app.send("direct:trigger", app.request(NUMBER), first);
            app.send("direct:trigger", app.request("+15555550102"), second);
            assertThat(list(app.send("direct:unresolved", null))).hasSize(2);

            String id = sandbox.callIds("+15555550102").get(0);
            Exchange resolved = app.send(
                    "direct:resolve",
                    List.of(
                            Map.of("idempotencyKey", "one", "outcome", "NOT_PLACED"),
                            Map.of("idempotencyKey", "two", "outcome", "PLACED", "callId", id)));

            assertThat(resolved.getException()).isNull();
            assertThat(list(app.send("direct:unresolved", null))).isEmpty();
            assertThat(app.send("direct:trigger", app.request("+15555550102"), second)
                            .getMessage()
                            .getBody(VoiceCall.class)
                            .id())
                    .isEqualTo(id);
            assertThat(app.send("direct:trigger", app.request(NUMBER), first).getException())
                    .isNull();
            assertThat(List.of(sandbox.rings(NUMBER), sandbox.rings("+15555550102")))
                    .isEqualTo(List.of(1, 1));
            assertThat(app.send("direct:resolve", Map.of("idempotencyKey", "nobody", "outcome", "NOT_PLACED"))
                            .getException())
                    .isInstanceOf(InvalidRequestException.class);
        }
    }

    @Test
    void headersNeverChooseTheAddressOrTheKey() throws Exception {
        try (VoiceSandbox sandbox =
                        VoiceSandbox.vyora().rateLimit(RateLimit.NONE).start();
                VoiceApp app = app("vyora", sandbox, "triggerCall")) {
            Exchange placed = app.send(
                    "direct:in",
                    app.request(NUMBER),
                    Map.of(
                            "CamelHttpUri",
                            "http://127.0.0.1:1",
                            "CamelHttpPath",
                            "/x",
                            "CamelHttpQuery",
                            "a=b",
                            "X-API-KEY",
                            "other",
                            "X-Mine",
                            "1"));

            assertThat(placed.getException()).isNull();
            assertThat(sandbox.requests()).singleElement().satisfies(request -> assertThat(
                            request.headers().toString().toLowerCase(java.util.Locale.ROOT))
                    .doesNotContain("x-mine"));
        }
    }

    private static List<?> list(Exchange answered) {
        return answered.getMessage().getBody(List.class);
    }

    private static VoiceApp app(String provider, VoiceSandbox sandbox, String operation, String... options)
            throws Exception {
        VoiceApp app = new VoiceApp(provider, sandbox);
        return app.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(app.uri(operation, options));
            }
        });
    }

    @Test
    void aPersonCanNotBindAKeyToACallThatTheProviderDoesNotKnow() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall"));
                    from("direct:unresolved").to(app.uri("listUnresolved"));
                    from("direct:resolve").to(app.uri("resolveCall"));
                }
            });
            sandbox.failNext(Fault.status(500));
            app.send("direct:trigger", app.request(NUMBER), Map.of(VoiceCallConstants.IDEMPOTENCY_KEY, "one"));

            Exchange resolved = app.send(
                    "direct:resolve", Map.of("idempotencyKey", "one", "outcome", "PLACED", "callId", "call_mistyped"));

            assertThat(resolved.getException(InvalidRequestException.class).getField())
                    .isEqualTo("callId");
            assertThat(list(app.send("direct:unresolved", null)))
                    .singleElement()
                    .satisfies(
                            call -> assertThat(((VoiceCall) call).createdAt()).isNotNull());
        }
    }

    @Test
    void anEmptyAgentOptionIsAMissingAgentAndNothingIsSent() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall", "agentId="));
                }
            });

            Exchange refused = app.send("direct:trigger", Map.of("to", NUMBER));

            assertThat(refused.getException(InvalidRequestException.class).getField())
                    .isEqualTo("agentId");
            assertThat(sandbox.posts(NUMBER)).isZero();
        }
    }

    @Test
    void aListSaysWhoseItIsAndWhetherThereIsMoreWhateverStoodThereBefore() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall"));
                    from("direct:two").to(app.uri("listUnresolved", "maxItems=2"));
                    from("direct:three").to(app.uri("listUnresolved", "maxItems=3"));
                    from("direct:agents").to(app.uri("listAgents"));
                    from("direct:stream").to(app.uri("listAgents", "outputType=StreamList"));
                }
            });
            for (String number : List.of(NUMBER, "+15555550102", "+15555550103")) {
                sandbox.failNext(Fault.status(500));
                app.send("direct:trigger", app.request(number), Map.of(VoiceCallConstants.IDEMPOTENCY_KEY, number));
            }
            Map<String, Object> stale =
                    Map.of(VoiceCallConstants.PROVIDER, "voxbridge", VoiceCallConstants.TRUNCATED, true);

            Exchange cut = app.send("direct:two", null, stale);
            Exchange whole = app.send("direct:three", null, stale);

            assertThat(list(cut)).hasSize(2);
            assertThat(list(whole)).hasSize(3);
            assertThat(cut.getMessage().getHeader(VoiceCallConstants.TRUNCATED)).isEqualTo(true);
            assertThat(whole.getMessage().getHeader(VoiceCallConstants.TRUNCATED))
                    .isEqualTo(false);
            for (String route : List.of("direct:two", "direct:agents", "direct:stream")) {
                assertThat(app.send(route, null, stale).getMessage().getHeader(VoiceCallConstants.PROVIDER))
                        .as(route)
                        .isEqualTo("vyora");
            }
        }
    }
}
