package io.github.camelvoicecall;

import io.github.camelvoicecall.model.RecipientsAdded;
import org.apache.camel.spi.CamelEvent;

/** Tells every {@code EventNotifier} how far {@code addRecipients} is: one event after each batch. Its type is {@code Custom}. Immutable but for the time stamp. */
public final class RecipientsAddedEvent implements CamelEvent {
    private final RecipientsAdded soFar;
    private long timestamp;

    RecipientsAddedEvent(RecipientsAdded soFar) {
        this.soFar = soFar;
    }

    /** @return the counts so far; problems aren't among them */
    public RecipientsAdded getRecipientsAdded() {
        return soFar;
    }

    @Override
    public Type getType() {
        return Type.Custom;
    }

    /** @return the same as {@link #getRecipientsAdded()} */
    @Override
    public Object getSource() {
        return soFar;
    }

    @Override
    public long getTimestamp() {
        return timestamp;
    }

    @Override
    public void setTimestamp(long timestamp) {
        this.timestamp = timestamp;
    }

    @Override
    public String toString() {
        return soFar.toString();
    }
}
