package io.github.camelvoicecall;

import io.github.camelvoicecall.client.ApiClient;
import io.github.camelvoicecall.client.RateLimiter;
import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.provider.FieldException;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.ProviderSpec;
import java.util.Collection;
import java.util.List;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settles calls whose outcome isn't known, on a person's word. Thread safe. */
final class CallSettling {
    private static final Logger LOG = LoggerFactory.getLogger(CallSettling.class);

    private final ProviderSpec spec;
    private final ApiClient client;
    private final RequestReader requests;
    private final Settlements settlements;

    CallSettling(VoiceCallEndpoint endpoint, ApiClient client, RequestReader requests) {
        this.spec = endpoint.spec();
        this.client = client;
        this.requests = requests;
        this.settlements =
                new Settlements(endpoint.account(), endpoint.getConfiguration().getIdempotencyScope());
    }

    void run(Message message) throws VoiceCallException, InterruptedException {
        List<Resolution> resolutions = requests.resolutions(message);
        for (Resolution resolution : resolutions) {
            checkCallId(resolution);
        }
        List<VoiceCall> settled = settlements.settle(resolutions);
        message.removeHeader(VoiceCallConstants.IDEMPOTENCY_KEY);
        boolean one = !(message.getBody() instanceof Collection<?>) && settled.size() == 1;
        message.setBody(one ? settled.get(0) : settled);
    }

    /** A typing error would bind the key to a call that nobody placed, for good. */
    private void checkCallId(Resolution resolution) throws VoiceCallException, InterruptedException {
        boolean readable = client != null && spec.binding(Operation.GET_CALL).isPresent();
        if (!readable || resolution.callId() == null || resolution.callId().isBlank()) {
            return;
        }
        try {
            // once: who settles many while the provider hangs must not wait for every repetition
            client.getCall(resolution.callId(), RateLimiter.Use.LOOK);
        } catch (InvalidRequestException unknownThere) {
            throw new FieldException(
                    "callId", "names no call that " + spec.name() + " knows: " + unknownThere.getMessage());
        } catch (VoiceCallException e) {
            LOG.info("The id of a resolved call can't be checked, so it is taken as it is: {}", e.getMessage());
        }
    }
}
