package io.github.camelvoicecall.provider;

/**
 * A provider of AI voice calls: a declaration that one engine executes. Found as a bean in the registry under the provider's name, else by a file
 * {@code META-INF/services/org/apache/camel/voicecall-provider/NAME} holding {@code class=fully.qualified.Name}. Implementations have a public constructor without arguments
 * and keep no state.
 */
@FunctionalInterface
public interface VoiceProvider {
    /**
     * The declaration, asked for once per component.
     *
     * @return a valid declaration; {@link ProviderSpec.Builder#build()} has checked it
     */
    ProviderSpec spec();
}
