package io.github.camelvoicecall.examples.campaign;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/** Takes the body of the file, and leaves the rest of the message as it was. */
final class KeepHeaders implements AggregationStrategy {
    @Override
    public Exchange aggregate(Exchange message, Exchange file) {
        message.getMessage().setBody(file == null ? null : file.getMessage().getBody());
        return message;
    }
}
