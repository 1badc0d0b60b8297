package io.github.camelvoicecall;

import io.github.camelvoicecall.client.ApiClient;
import io.github.camelvoicecall.ledger.LedgerCounts;
import io.github.camelvoicecall.ledger.LedgerException;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.provider.Operation;
import java.util.Map;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Shows whether the provider answers and takes the key, by its cheapest read, asked now and then. */
final class ProducerHealth extends AbstractHealthCheck {
    private final VoiceCallEndpoint endpoint;
    private final ApiClient client;
    private final WritableHealthCheckRepository repository;

    private ProducerHealth(VoiceCallEndpoint endpoint, ApiClient client, WritableHealthCheckRepository repository) {
        super("camel", "producer:voicecall-" + endpoint.account().id() + "-" + endpoint.operation());
        this.endpoint = endpoint;
        this.client = client;
        this.repository = repository;
    }

    /** @return the check, or null where there are no health checks of producers */
    static ProducerHealth register(VoiceCallEndpoint endpoint, ApiClient client) {
        WritableHealthCheckRepository repository = HealthCheckHelper.getHealthCheckRepository(
                endpoint.getCamelContext(), "producers", WritableHealthCheckRepository.class);
        if (repository == null) {
            return null;
        }
        ProducerHealth health = new ProducerHealth(endpoint, client, repository);
        health.setEnabled(endpoint.getComponent().isHealthCheckProducerEnabled());
        repository.addHealthCheck(health);
        return health;
    }

    void unregister() {
        repository.removeHealthCheck(this);
    }

    @Override
    public boolean isLiveness() {
        // a provider that is down is no reason to restart us
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.detail("provider", endpoint.spec().name());
        builder.detail("account", endpoint.account().id().name());
        boolean counted = count(builder);
        Probe.Answer answer = endpoint.account().probe().ask(client);
        VoiceCallException failure = answer.failure();
        if (failure == null) {
            // a limit used up by calls is no sign of trouble
            builder.detail("provider.asked", answer.asked());
            if (counted) {
                builder.up();
            }
            return;
        }
        builder.detail("http.response.code", failure.getHttpResponseCode());
        builder.message(failure.getMessage()).error(failure).down();
    }

    /** Whoever only places calls has no consumer whose check would show what became unknown. */
    private boolean count(HealthCheckResultBuilder builder) {
        if (endpoint.operation() != Operation.TRIGGER_CALL) {
            return true;
        }
        try {
            LedgerCounts counts = endpoint.account().figures().counts();
            builder.detail("calls.open", counts.open()).detail("calls.unknown", counts.unknown());
            return true;
        } catch (LedgerException e) {
            builder.message("The call ledger fails: " + e.getMessage()).error(e).down();
            return false;
        }
    }
}
