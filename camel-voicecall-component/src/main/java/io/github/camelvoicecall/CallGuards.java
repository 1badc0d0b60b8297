package io.github.camelvoicecall;

import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.CallRefusedException;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.Failure;
import io.github.camelvoicecall.provider.Operation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Ordered;
import org.apache.camel.spi.Registry;

/**
 * The guards of an endpoint, in the order in which they are asked. Immutable.
 *
 * @param all the guards
 */
record CallGuards(List<Named> all) {
    static final CallGuards NONE = new CallGuards(List.of());

    /** A guard and the name of its bean. */
    record Named(String name, CallGuard guard) {}

    /** @param names bean names, separated by commas; null for every bean there is, those that are {@link Ordered} by that, the others after them by name */
    static CallGuards of(String names, Registry registry) {
        return new CallGuards(names == null ? every(registry) : named(names, registry));
    }

    private static List<Named> every(Registry registry) {
        return registry.findByTypeWithName(CallGuard.class).entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, CallGuard>>comparingInt(bean -> order(bean.getValue()))
                        .thenComparing(Map.Entry::getKey))
                .map(bean -> new Named(bean.getKey(), bean.getValue()))
                .toList();
    }

    private static int order(CallGuard guard) {
        return guard instanceof Ordered ordered ? ordered.getOrder() : Ordered.LOWEST;
    }

    private static List<Named> named(String names, Registry registry) {
        return Arrays.stream(names.split(",", -1))
                .map(name -> name.trim().replaceFirst("^#(bean:)?", ""))
                .map(name -> new Named(name, guard(name, registry)))
                .toList();
    }

    private static CallGuard guard(String name, Registry registry) {
        CallGuard guard = name.isEmpty() ? null : registry.lookupByNameAndType(name, CallGuard.class);
        if (guard == null) {
            throw new IllegalArgumentException("Option guards: there is no CallGuard bean '" + name + "'");
        }
        return guard;
    }

    boolean none() {
        return all.isEmpty();
    }

    /** @throws CallRefusedException as soon as one refuses */
    void check(AccountId account, CallRequest request) throws CallRefusedException, InterruptedException {
        for (Named named : all) {
            CallGuard.Verdict verdict = ask(named, account, request);
            if (verdict == null || !verdict.allowed()) {
                String reason = verdict == null ? "it gave no verdict" : verdict.reason();
                throw refused(named, account, reason == null ? "it gave no reason" : reason, null);
            }
        }
    }

    private static CallGuard.Verdict ask(Named named, AccountId account, CallRequest request)
            throws CallRefusedException, InterruptedException {
        try {
            return named.guard.check(account, request);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw refused(named, account, "it failed, and what can't be checked is not called: " + e.getMessage(), e);
        }
    }

    private static CallRefusedException refused(Named named, AccountId account, String reason, Exception cause) {
        Failure failure = Failure.local(account.provider(), Operation.TRIGGER_CALL.id());
        return new CallRefusedException(failure, named.name, reason, cause);
    }
}
