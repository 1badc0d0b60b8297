package io.github.camelvoicecall;

import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.LedgerException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A ledger whose store fails in some of its operations. */
final class FailingLedger {
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final CallLedger ledger;

    FailingLedger(CallLedger sound) {
        ledger = (CallLedger) Proxy.newProxyInstance(
                CallLedger.class.getClassLoader(), new Class<?>[] {CallLedger.class}, (proxy, method, arguments) -> {
                    if (failing.contains(method.getName())) {
                        throw new LedgerException("the store of this test fails", null);
                    }
                    try {
                        return method.invoke(sound, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    CallLedger ledger() {
        return ledger;
    }

    void fail(String... operations) {
        failing.clear();
        failing.addAll(Set.of(operations));
    }
}
