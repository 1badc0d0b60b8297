package io.github.camelvoicecall;

import io.github.camelvoicecall.client.PageIterator;
import java.io.Closeable;
import java.util.Iterator;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.SynchronizationAdapter;

/** A list that is read page by page while the route goes through it. Not thread safe. */
final class Mapped<S, T> implements Iterator<T>, Closeable {
    private final PageIterator<S> pages;
    private final Function<S, T> mapping;

    Mapped(PageIterator<S> pages, Function<S, T> mapping) {
        this.pages = pages;
        this.mapping = mapping;
    }

    @Override
    public boolean hasNext() {
        return pages.hasNext();
    }

    @Override
    public T next() {
        return mapping.apply(pages.next());
    }

    /** True when the provider may have cut the list. */
    boolean cut() {
        return pages.cut();
    }

    @Override
    public void close() {
        pages.close();
    }

    /** Ends the list with the exchange. */
    Synchronization closer() {
        return new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange exchange) {
                close();
            }
        };
    }
}
