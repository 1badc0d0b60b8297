package io.github.camelvoicecall.ledger;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds what a full store can do without, oldest first, without looking at everything: only what changed since it was last found indispensable is looked at again. Not thread
 * safe.
 */
final class Evictable {
    private final Set<String> changed = new LinkedHashSet<>();

    void changed(String id) {
        changed.add(id);
    }

    Optional<String> oldest(Predicate<String> dispensable) {
        for (Iterator<String> ids = changed.iterator(); ids.hasNext(); ) {
            String id = ids.next();
            ids.remove();
            if (dispensable.test(id)) {
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }
}
