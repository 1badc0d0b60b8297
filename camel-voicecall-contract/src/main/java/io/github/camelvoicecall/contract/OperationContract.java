package io.github.camelvoicecall.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.model.Identified;
import io.github.camelvoicecall.model.VoiceResult;
import io.github.camelvoicecall.provider.Operation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every operation that is bound, and every endpoint that is documented. */
interface OperationContract extends OnStage {
    @Test
    default void every_operation_answers_and_every_endpoint_is_called() throws Exception {
        Map<Operation, Object> answers = Walk.through(stage());

        assertThat(answers.keySet()).isEqualTo(stage().spec().bindings().keySet());
        assertThat(answers).allSatisfy((operation, answer) -> results(answer)
                .forEach(result -> assertThat(result.provider())
                        .as("provider of what %s answered", operation)
                        .isEqualTo(stage().spec().name())));
        assertThat(answers).allSatisfy((operation, answer) -> results(answer)
                .filter(Identified.class::isInstance)
                .forEach(result -> assertThat(((Identified) result).id())
                        .as("id of what %s answered", operation)
                        .isNotBlank()));
        List<Endpoint> endpoints =
                stage().server().endpoints().stream().map(Endpoint::of).toList();
        assertThat(called(endpoints)).containsExactlyInAnyOrderElementsOf(Set.copyOf(endpoints.stream()
                .map(Endpoint::toString)
                .toList()));
    }

    private static Stream<VoiceResult> results(Object answer) {
        return answer instanceof List<?> all
                ? all.stream().map(VoiceResult.class::cast)
                : Stream.of(answer).filter(VoiceResult.class::isInstance).map(VoiceResult.class::cast);
    }

    /** Endpoints that answered well. */
    private Set<String> called(List<Endpoint> endpoints) {
        return stage().front().journal().stream()
                .filter(request -> request.status() / 100 == 2)
                .flatMap(request -> Endpoint.of(request.method(), request.path(), endpoints).stream())
                .map(Endpoint::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
