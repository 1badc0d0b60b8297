package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.camelvoicecall.provider.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a refusal takes must not tell how much of a forged signature or token was right: measured it would be chance, so the code is read. */
class ConstantTimeTest {
    private static final Set<String> TELLING =
            Set.of("equals", "equalsIgnoreCase", "compareTo", "startsWith", "contains");

    @ParameterizedTest
    @ValueSource(classes = {Signature.class, WebhookReceiver.class})
    @Tag("P13")
    void signaturesAndTokensAreComparedAsAWhole(Class<?> gate) {
        JavaClasses classes = new ClassFileImporter().importClasses(gate);
        JavaClass read = classes.get(gate);
        List<String> compared = read.getMethodCallsFromSelf().stream()
                .filter(call -> Set.of("verify", "checkToken", "checkSignature")
                        .contains(call.getOrigin().getName()))
                .map(JavaMethodCall::getTarget)
                .map(target -> target.getOwner().getSimpleName() + "." + target.getName())
                .toList();

        assertThat(compared).contains("MessageDigest.isEqual");
        assertThat(compared).noneMatch(call -> TELLING.stream()
                .anyMatch(word -> Arrays.asList("String." + word, "Arrays." + word, "Objects." + word)
                        .contains(call)));
    }
}
