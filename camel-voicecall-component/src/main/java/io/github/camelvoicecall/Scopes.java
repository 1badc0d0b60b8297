package io.github.camelvoicecall;

import io.github.camelvoicecall.model.AccountInfo;
import io.github.camelvoicecall.model.CredentialsRejectedException;
import io.github.camelvoicecall.model.Failure;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.ProviderSpec;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Tells a user at start which right the key lacks, where the provider says what a key may do. */
final class Scopes {
    private Scopes() {}

    /**
     * @param spec the provider
     * @param info the account, as the provider describes it; null if it doesn't
     * @param operation what the route is for, as in the URI
     * @param used what will be asked of the provider
     * @throws CredentialsRejectedException naming what the key lacks
     */
    static void require(ProviderSpec spec, AccountInfo info, Operation operation, Set<Operation> used)
            throws CredentialsRejectedException {
        List<String> granted = info == null ? null : info.scopes();
        if (granted == null) {
            return;
        }
        Set<String> missing = new TreeSet<>();
        used.forEach(each -> spec.binding(each)
                .flatMap(Binding::scope)
                .filter(scope -> !granted.contains(scope))
                .ifPresent(missing::add));
        if (!missing.isEmpty()) {
            throw new CredentialsRejectedException(
                    Failure.local(spec.name(), operation.id()),
                    "the API key lacks the scope " + String.join(", ", missing)
                            + ": make a key that has it; this one has " + granted,
                    null);
        }
    }

    /** @return true when the provider has rights and says which of them a key has */
    static boolean known(ProviderSpec spec) {
        return spec.binding(Operation.GET_ACCOUNT).isPresent()
                && spec.bindings().values().stream()
                        .anyMatch(binding -> binding.scope().isPresent());
    }
}
