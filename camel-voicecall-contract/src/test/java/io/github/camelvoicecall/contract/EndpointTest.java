package io.github.camelvoicecall.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointTest {
    private final Endpoint events = Endpoint.of("GET /hooks/events");
    private final Endpoint one = Endpoint.of("GET /hooks/{id}");
    private final List<Endpoint> known = List.of(one, events);

    @Test
    void a_path_without_places_goes_before_one_with_places() {
        assertThat(Endpoint.of("GET", "/hooks/events", known)).contains(events);
        assertThat(Endpoint.of("GET", "/hooks/7", known)).contains(one);
    }

    @Test
    void another_method_or_a_longer_path_is_another_endpoint() {
        assertThat(Endpoint.of("PUT", "/hooks/7", known)).isEmpty();
        assertThat(Endpoint.of("GET", "/hooks/7/calls", known)).isEmpty();
        assertThat(Endpoint.of("GET", "/hooks", known)).isEmpty();
    }

    @Test
    void a_dot_is_a_dot() {
        assertThat(Endpoint.of("GET /v1.0/calls").matches("GET", "/v1x0/calls")).isFalse();
    }
}
