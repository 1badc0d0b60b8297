package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.sandbox.Fault;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Steps that work on a copy of the exchange, a new one at each redelivery. */
class CopiedExchangeTest {
    private static final String NUMBER = "+15555550101";

    @Test
    void redeliveringAnEnrichNeverRingsAgain() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox).start(enriching(sandbox))) {
            sandbox.failFor(NUMBER, Fault.answerLost(), 5);

            Exchange failed = app.send("direct:enrich", app.request(NUMBER));

            assertThat(failed.getException()).isInstanceOf(OutcomeUnknownException.class);
            assertThat(List.of(sandbox.posts(NUMBER), sandbox.rings(NUMBER))).isEqualTo(List.of(1, 1));
        }
    }

    @Test
    void copiesThatDoNotTakeEachOthersPlaceCallEach() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox).start(enriching(sandbox))) {
            List<Object> calls = List.of(app.request(NUMBER), app.request(NUMBER), app.request(NUMBER));

            app.send("direct:split", calls, java.util.Map.of(Exchange.REDELIVERED, true));

            assertThat(sandbox.rings(NUMBER)).isEqualTo(3);
        }
    }

    private static RouteBuilder enriching(VoiceSandbox sandbox) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(0));
                String trigger =
                        "voicecall:vyora:triggerCall?baseUrl=" + sandbox.baseUrl() + "&apiKey=" + sandbox.apiKey();
                from("direct:enrich").enrich(trigger);
                from("direct:split").split(body()).parallelProcessing().to(trigger);
            }
        };
    }
}
