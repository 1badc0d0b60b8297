package io.github.camelvoicecall;

import io.github.camelvoicecall.model.VoiceCallException;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.LoggingExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A provider that is down or refuses the key is one line a poll, not a page: the message says it all, and the trace is there at DEBUG. Thread safe. */
record BriefExceptionHandler(ExceptionHandler others) implements ExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(VoiceCallConsumer.class);

    @Override
    public void handleException(Throwable exception) {
        handleException(null, null, exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        handleException(message, null, exception);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        // a handler of the user's, or the bridge to his error handler, gets everything
        boolean ours = exchange == null && exception instanceof VoiceCallException;
        if (!ours || !(others instanceof LoggingExceptionHandler)) {
            others.handleException(message, exchange, exception);
            return;
        }
        LOG.warn("The provider can't be asked for now: {}", exception.getMessage());
        LOG.debug("{}", message, exception);
    }
}
