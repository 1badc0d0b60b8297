package io.github.camelvoicecall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WebhookSignerTest {

    @Test
    void signsTheVectorOfTheVyoraSheet() {
        String body = "{\"event\":\"call_completed\",\"call_id\":\"call-example-1\",\"status\":\"completed\"}";

        assertThat(new WebhookSigner("example-webhook-secret").sign(body))
                .isEqualTo("sha256=0d0858125915fd9e4bd18f4a2e9873fbc7de228e9dd7bd9d3eadf19de05d8d23");
    }

    @Test
    void signsTheVectorOfTheVoxBridgeSheet() {
        assertThat(new WebhookSigner("test_secret").sign("{\"event\":\"call.queued\"}"))
                .isEqualTo("sha256=d24c066c8d7d593681ef37f280835c4758b6526b44c98d7da44156cae7c41e82");
    }
}
