package io.github.camelvoicecall.examples.acme;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.List;

/** Acme Voice over a real socket: one call, {@code a-1}, which is over as soon as it is asked about. */
final class AcmeServer implements AutoCloseable {
    static final String KEY = "acme-key";
    static final String SECRET = "acme-secret";
    static final String DONE = """
            {"id":"a-1","status":"done","number":"+12025550123","agent":"frank","seconds":42,"summary":"Wants a quote"}""";

    private final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

    AcmeServer() {
        server.start();
        server.stubFor(any(anyUrl())
                .atPriority(9)
                .willReturn(aResponse().withStatus(401).withBody("{\"message\":\"who are you?\"}")));
        server.stubFor(post(urlPathEqualTo("/v1/calls"))
                .withHeader("Authorization", equalTo("Bearer " + KEY))
                .willReturn(okJson("{\"id\":\"a-1\",\"status\":\"queued\",\"number\":\"+12025550123\"}")));
        server.stubFor(get(urlPathEqualTo("/v1/calls"))
                .withHeader("Authorization", equalTo("Bearer " + KEY))
                .willReturn(okJson("{\"calls\":[" + DONE + "],\"total\":1}")));
    }

    AcmeServer refusing(int status) {
        server.stubFor(post(urlPathEqualTo("/v1/calls"))
                .atPriority(1)
                .willReturn(aResponse().withStatus(status).withBody("{\"message\":\"no\"}")));
        return this;
    }

    AcmeServer losingItsAnswer() {
        server.stubFor(post(urlPathEqualTo("/v1/calls"))
                .atPriority(1)
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        server.stubFor(get(urlPathEqualTo("/v1/calls")).atPriority(1).willReturn(okJson("{\"calls\":[],\"total\":0}")));
        return this;
    }

    String url() {
        return server.baseUrl();
    }

    List<LoggedRequest> posts() {
        return server.findAll(postRequestedFor(urlPathEqualTo("/v1/calls")));
    }

    @Override
    public void close() {
        server.stop();
    }
}
