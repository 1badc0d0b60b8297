package io.github.camelvoicecall;

import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.LedgerException;
import io.github.camelvoicecall.ledger.Sighting;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A ledger whose store fails in some of its operations. */
final class FailingLedger {
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final CallLedger ledger;
    private volatile String number;

    FailingLedger(CallLedger sound) {
        ledger = (CallLedger) Proxy.newProxyInstance(
                CallLedger.class.getClassLoader(), new Class<?>[] {CallLedger.class}, (proxy, method, arguments) -> {
                    if (failing.contains(method.getName()) && concerns(arguments)) {
                        throw new LedgerException("the store of this test fails", null);
                    }
                    try {
                        return method.invoke(sound, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private boolean concerns(Object[] arguments) {
        return number == null
                || Arrays.stream(arguments)
                        .anyMatch(argument -> argument instanceof Sighting seen
                                && number.equals(seen.call().to()));
    }

    CallLedger ledger() {
        return ledger;
    }

    /** Fails only in what is said of a call to this number. */
    void failFor(String callee, String operation) {
        fail(operation);
        number = callee;
    }

    void fail(String... operations) {
        number = null;
        failing.clear();
        failing.addAll(Set.of(operations));
    }
}
