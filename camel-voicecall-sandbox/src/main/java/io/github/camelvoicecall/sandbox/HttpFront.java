package io.github.camelvoicecall.sandbox;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The HTTP server: WireMock for the sockets and the broken connections, one function for the answers. */
final class HttpFront implements AutoCloseable {
    private static final int THREADS = 64; // delayed answers hold one each
    private static final Map<Answer.Breakage, Fault> FAULTS = Map.of(
            Answer.Breakage.RESET, Fault.CONNECTION_RESET_BY_PEER,
            Answer.Breakage.EMPTY, Fault.EMPTY_RESPONSE,
            Answer.Breakage.GARBLED, Fault.MALFORMED_RESPONSE_CHUNK);

    private final WireMockServer server;

    private HttpFront(WireMockServer server) {
        this.server = server;
    }

    /**
     * Starts a server.
     *
     * @param port 0 for a free one
     */
    static HttpFront start(String bindAddress, int port, Function<ApiRequest, Answer> answers) {
        WireMockServer server = new WireMockServer(wireMockConfig()
                .bindAddress(bindAddress)
                .port(port)
                .containerThreads(THREADS)
                .jettyStopTimeout(1000L)
                .gzipDisabled(true)
                .http2PlainDisabled(true)
                .disableRequestJournal() // counts are kept elsewhere, and a long run must not fill the memory
                .extensions(new Answering(answers)));
        server.stubFor(any(anyUrl()).willReturn(aResponse()));
        server.start();
        return new HttpFront(server);
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private static final class Answering implements ResponseDefinitionTransformerV2 {
        private final Function<ApiRequest, Answer> answers;

        Answering(Function<ApiRequest, Answer> answers) {
            this.answers = answers;
        }

        @Override
        public String getName() {
            return "voice-sandbox";
        }

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            return response(answers.apply(request(event.getRequest())));
        }

        private static ApiRequest request(Request request) {
            Map<String, String> headers = request.getHeaders().all().stream()
                    .collect(Collectors.toMap(HttpHeader::key, HttpHeader::firstValue, (first, other) -> first));
            return ApiRequest.of(
                    request.getClientIp(), request.getMethod().value(), request.getUrl(), headers, request.getBody());
        }

        private static ResponseDefinition response(Answer answer) {
            if (answer.breakage() != Answer.Breakage.NONE) {
                return aResponse().withFault(FAULTS.get(answer.breakage())).build();
            }
            ResponseDefinitionBuilder response =
                    aResponse().withStatus(answer.status()).withBody(answer.body());
            answer.headers().forEach(response::withHeader);
            return response.withFixedDelay(Math.toIntExact(answer.delay().toMillis()))
                    .build();
        }
    }
}
