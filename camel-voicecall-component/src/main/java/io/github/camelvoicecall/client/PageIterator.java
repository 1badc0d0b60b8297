package io.github.camelvoicecall.client;

import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.Json;
import java.io.Closeable;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.RuntimeCamelException;

/**
 * Reads a list page by page, as it is asked for, in constant memory. Items that shift onto the next page while it is read come once. Not thread safe; nothing is open between
 * pages, so closing it just ends it.
 *
 * @param <T> an item
 */
public final class PageIterator<T> implements Iterator<T>, Closeable {
    /** Reads one page. */
    @FunctionalInterface
    interface Pages {
        Json page(Map<String, String> query) throws VoiceCallException;
    }

    /** What comes twice was pushed on by new items since the page before: this many are more than come in while a page is worked off. */
    static final int REMEMBERED = 10_000;

    /** A page that comes again was pushed on by as many new items. One that comes for the third time isn't turned at all. */
    private static final int MOST_REPEATS = 2;

    private final Binding binding;
    private final int size;
    private final Pages pages;
    private final Function<Json, T> reader;
    private final Set<String> latest = new LinkedHashSet<>();
    private Optional<Map<String, String>> next;
    private Iterator<Json> items = List.<Json>of().iterator();
    private Json ahead;
    private int seen;
    private int pagesRead;
    private int repeats;
    private List<String> page = List.of();
    private boolean cut;

    PageIterator(Binding binding, int size, Pages pages, Function<Json, T> reader) {
        this.binding = binding;
        this.size = size;
        this.pages = pages;
        this.reader = reader;
        this.next = Optional.of(binding.paging().first(size));
    }

    @Override
    public boolean hasNext() {
        while (ahead == null && (items.hasNext() || next.isPresent())) {
            if (!items.hasNext()) {
                turn();
            } else {
                Json item = items.next();
                ahead = isNew(item) ? item : null;
            }
        }
        return ahead != null;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Json item = ahead;
        ahead = null;
        return reader.apply(item);
    }

    /** @return how many items are left of the page that was read last, so that a reader can decide to stop before the next request */
    public boolean pageEnded() {
        return ahead == null && !items.hasNext();
    }

    /** @return true when the provider may have cut the list, with no way to read on */
    public boolean cut() {
        return cut;
    }

    @Override
    public void close() {
        next = Optional.empty();
        items = List.<Json>of().iterator();
        ahead = null;
    }

    private boolean isNew(Json item) {
        String identity = binding.identity() == null ? null : item.text(binding.identity());
        if (identity == null) {
            return true;
        }
        boolean isNew = latest.add(identity);
        if (latest.size() > REMEMBERED) {
            Iterator<String> oldest = latest.iterator();
            oldest.next();
            oldest.remove();
        }
        return isNew;
    }

    private boolean sameAsBefore(List<Json> found) {
        List<String> before = page;
        page = binding.identity() == null
                ? List.of()
                : found.stream().map(item -> item.text(binding.identity())).toList();
        return !page.isEmpty() && page.stream().allMatch(Objects::nonNull) && page.equals(before);
    }

    private void turn() {
        try {
            Map<String, String> query = next.orElseThrow();
            Json answer = pages.page(query);
            List<Json> found = binding.array(answer).list();
            boolean same = sameAsBefore(found);
            repeats = same ? repeats + 1 : 0;
            seen += found.size();
            next = binding.paging()
                    .next(size, ++pagesRead, seen, found.size(), answer)
                    // a page that names itself as the next one would be read for ever, and so would the list of a
                    // server that turns no pages
                    .filter(following -> !following.equals(query) && repeats < MOST_REPEATS);
            cut = binding.paging().cut(size, found.size());
            items = same ? List.<Json>of().iterator() : found.iterator();
        } catch (VoiceCallException e) {
            close();
            throw new RuntimeCamelException(e);
        }
    }
}
