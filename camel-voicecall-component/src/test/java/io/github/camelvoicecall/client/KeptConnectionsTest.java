package io.github.camelvoicecall.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptConnectionsTest {
    private final KeptConnections kept = new KeptConnections();

    @ParameterizedTest
    @ValueSource(strings = {"timeout=5", "timeout=2, max=100", "max=99, Timeout=60", "timeout=\"5\""})
    void aConnectionIsKeptForASecondWhereTheServerKeepsItLonger(String said) {
        assertThat(keeps(answer("Keep-Alive", said))).isTrue();
        assertThat(kept.getKeepAliveDuration(answer("Keep-Alive", said), HttpClientContext.create())
                        .toSeconds())
                .isEqualTo(1);
        assertThat(kept.maySay()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeout=1", "timeout=0", "timeout=-5", "timeout=soon", "timeout", "max=100", ""})
    void noneIsKeptWhereTheServerPromisesLessOrNothing(String said) {
        assertThat(keeps(answer("Keep-Alive", said))).isFalse();
        assertThat(kept.maySay()).isFalse();
    }

    @Test
    void noneIsKeptWhereNothingIsSaid() {
        assertThat(keeps(new BasicHttpResponse(200))).isFalse();
        assertThat(kept.maySay()).isFalse();
    }

    @Test
    void noneIsKeptThatTheServerCloses() {
        HttpResponse last = answer("Keep-Alive", "timeout=5");
        last.setHeader("Connection", "close");
        assertThat(keeps(last)).isFalse();
        assertThat(kept.maySay()).as("the next one may be kept").isTrue();
    }

    private boolean keeps(HttpResponse answer) {
        HttpRequest request = new BasicHttpRequest("POST", "/calls");
        return kept.keepAlive(request, answer, HttpClientContext.create());
    }

    private static HttpResponse answer(String header, String value) {
        HttpResponse answer = new BasicHttpResponse(200);
        answer.setHeader("Content-Length", "2");
        answer.setHeader(header, value);
        return answer;
    }
}
