package io.github.camelvoicecall.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.model.CallRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationTest {
    @ParameterizedTest
    @EnumSource(Operation.class)
    void everyOperationIsFoundByItsName(Operation operation) {
        assertThat(Operation.of(operation.id())).contains(operation);
        assertThat(Operation.of(operation.name())).contains(operation);
        assertThat(operation).hasToString(operation.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"triggercall", "TRIGGER_CALL", "trigger-call"})
    void caseAndSeparatorsDoNotMatter(String written) {
        assertThat(Operation.of(written)).contains(Operation.TRIGGER_CALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "trigger", "trigger call", "dial"})
    void otherNamesAreNone(String written) {
        assertThat(Operation.of(written)).isEmpty();
    }

    @Test
    void aFieldIsAskedForOnlyWhenItIsSet() {
        CallRequest nothing = CallRequest.to("+15555550123").build();
        CallRequest all = CallRequest.to("+15555550123")
                .from("+15555550199")
                .agentName("a")
                .variables(Map.of("v", 1))
                .scheduleAt(Instant.EPOCH)
                .webhookUrl("https://x.example")
                .maxAttempts(1)
                .build();

        assertThat(Arrays.stream(RequestField.values()).filter(field -> field.in(nothing)))
                .isEmpty();
        assertThat(Arrays.stream(RequestField.values()).filter(field -> !field.in(all)))
                .containsExactly(RequestField.AGENT_ID);
        assertThat(RequestField.AGENT_NAME.in(all.toBuilder().agentId("7").build()))
                .as("an id outranks a name")
                .isFalse();
    }
}
