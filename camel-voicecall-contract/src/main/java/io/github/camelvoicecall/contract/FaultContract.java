package io.github.camelvoicecall.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.Repeat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A provider that throttles, fails, or whose answers are lost: nobody is called twice, and nothing is made twice. */
interface FaultContract extends OnStage {
    @Test
    default void what_was_throttled_is_asked_again_after_the_time_that_the_provider_says() throws Exception {
        stage().front().troubleChanges(Trouble.THROTTLED);

        assertThat(change()).isNotNull();

        assertThat(received()).extracting(Received::status).startsWith(429).hasSize(2);
    }

    @Test
    default void a_read_that_failed_is_asked_again() throws Exception {
        Operation read = stage().spec().bindings().entrySet().stream()
                .filter(entry -> !entry.getValue().changes() && entry.getValue().needsNothing())
                .map(Map.Entry<Operation, Binding>::getKey)
                .sorted()
                .findFirst()
                .orElseThrow();
        stage().front().troubleReads(Trouble.FAILED, Trouble.THROTTLED);

        assertThat(stage().ask(read)).isNotNull();

        assertThat(stage().received(read)).extracting(Received::status).containsExactly(500, 429, 200);
    }

    @Test
    default void a_change_that_failed_is_asked_again_only_where_that_cannot_do_it_twice() throws Exception {
        stage().front().troubleChanges(Trouble.FAILED);
        if (repeatable()) {
            assertMadeOnce();
            return;
        }
        for (int time = 0; time < 2; time++) {
            assertThatThrownBy(this::change).isInstanceOf(OutcomeUnknownException.class);
        }
        assertThat(received()).hasSize(1);
    }

    @Test
    default void a_change_whose_answer_is_lost_is_found_or_unknown_and_never_made_twice() throws Exception {
        stage().front().troubleChanges(Trouble.ANSWER_LOST);
        if (repeatable()) {
            assertMadeOnce();
            return;
        }
        for (int time = 0; time < 2; time++) {
            if (isListed()) {
                assertThat(((VoiceCall) change()).id())
                        .as("what the list shows")
                        .isNotBlank();
            } else {
                assertThatThrownBy(this::change).isInstanceOf(OutcomeUnknownException.class);
            }
        }
        assertThat(received()).as("requests, though it was asked for twice").hasSize(1);
    }

    /** Whether a call whose answer was lost is found in the provider's list: by our reference, or by its number, which only one has here. */
    private boolean isListed() {
        return stage().spec().listsReferences() || stage().spec().listsNumbersOnly();
    }

    /** Asked twice with one key, which the provider answers as once. */
    private void assertMadeOnce() throws Exception {
        assertThat(change()).isNotNull();
        String header = stage().spec().idempotencyHeader().orElseThrow();
        assertThat(received()).hasSize(2);
        assertThat(received().stream()
                        .map(request -> request.headers().get(header))
                        .distinct())
                .singleElement()
                .asString()
                .isNotBlank();
    }

    /** Calls somebody, or makes a campaign at a provider that calls only by campaigns; always the same one. */
    private Object change() throws Exception {
        Map<String, Object> body = calls()
                ? stage().samples().call(Fate.ANSWERED)
                : stage().samples().of(changing());
        body.put("idempotencyKey", "contract-1");
        return stage().ask(changing(), body);
    }

    private boolean calls() {
        return stage().has(Operation.TRIGGER_CALL);
    }

    private Operation changing() {
        return calls() ? Operation.TRIGGER_CALL : Operation.CREATE_CAMPAIGN;
    }

    private boolean repeatable() {
        return stage().spec().binding(changing()).orElseThrow().repeat() == Repeat.KEYED;
    }

    private List<Received> received() {
        return stage().received(changing());
    }
}
