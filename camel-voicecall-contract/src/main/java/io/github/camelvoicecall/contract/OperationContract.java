package io.github.camelvoicecall.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.model.Identified;
import io.github.camelvoicecall.model.VoiceResult;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every operation that is bound, and every endpoint that is documented. */
interface OperationContract extends OnStage {
    @Test
    default void every_operation_answers_and_every_endpoint_is_called() throws Exception {
        List<Walk.Step> steps = Walk.through(stage());

        assertThat(steps).allSatisfy(this::assertAnswered);
        List<Endpoint> endpoints =
                stage().server().endpoints().stream().map(Endpoint::of).toList();
        assertThat(called(endpoints)).containsExactlyInAnyOrderElementsOf(endpoints);
    }

    private void assertAnswered(Walk.Step step) {
        assertThat(step.requests()).as("requests of %s", step.operation()).isPositive();
        assertThat(step.answer()).as("answer of %s", step.operation()).isNotNull();
        for (Object result : step.answer() instanceof List<?> all ? all : List.of(step.answer())) {
            if (result instanceof VoiceResult said) {
                assertThat(said.provider())
                        .as("provider in the answer of %s", step.operation())
                        .isEqualTo(stage().spec().name());
            }
            if (result instanceof Identified thing) {
                assertThat(thing.id())
                        .as("id in the answer of %s", step.operation())
                        .isNotBlank();
            }
        }
    }

    private Set<Endpoint> called(List<Endpoint> endpoints) {
        return stage().front().journal().stream()
                .filter(Received::isGood)
                .flatMap(request -> Endpoint.of(request.method(), request.path(), endpoints).stream())
                .collect(Collectors.toSet());
    }
}
