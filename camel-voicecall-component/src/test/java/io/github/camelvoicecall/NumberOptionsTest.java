package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberOptionsTest {
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @AfterEach
    void close() {
        camel.stop();
    }

    private VoiceCallConfiguration options(String query) {
        return ((VoiceCallEndpoint) camel.getEndpoint("voicecall:vyora:triggerCall?apiKey=k&" + query))
                .getConfiguration();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fence=24H",
                "fence=banana",
                "fence=1w",
                "fence=",
                "fence=-5",
                "fence=PT",
                "callDeadline=1m1m",
                "maxRetryWait=30S",
                "completionTimeout=1h30",
                "requestsPerMinute=1e2",
                "requestsPerMinute=-5",
                "maxRetries=x",
                "maxRetries=99999999999",
                "maxItems=1.5",
                "pageSize=ten"
            })
    void aNumberOrTimeThatCanNotBeReadIsRefusedAndNotTakenForNone(String option) {
        assertThatThrownBy(() -> options(option))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasMessageContaining("Option " + option.replaceAll("=.*", "") + ": '");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "90, 90",
        "24h, 86400000",
        "1h30m, 5400000",
        "1d2h3m4s, 93784000",
        "1s500ms, 1500",
        "5min, 300000",
        "PT5M, 300000"
    })
    void timesAreReadAsCamelWritesThem(String text, long millis) {
        assertThat(options("fence=" + text).getFence()).isEqualTo(millis);
    }

    @Test
    void aBeanOrAPlaceholderMayHoldANumber() {
        camel.getPropertiesComponent().addInitialProperty("tries", "7");
        camel.getRegistry().bind("pages", 50);

        assertThat(options("maxRetries={{tries}}&pageSize=#bean:pages"))
                .returns(7, VoiceCallConfiguration::getMaxRetries)
                .returns(50, VoiceCallConfiguration::getPageSize);
    }
}
