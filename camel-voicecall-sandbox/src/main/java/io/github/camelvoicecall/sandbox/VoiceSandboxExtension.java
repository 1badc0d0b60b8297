package io.github.camelvoicecall.sandbox;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A {@link VoiceSandbox} for the tests of a class: started before the first, reset before each, closed after the last.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final VoiceSandboxExtension VYORA = new VoiceSandboxExtension(VoiceSandbox.vyora());
 * }</pre>
 *
 * <p>Needs JUnit Jupiter, which this module does not bring along.
 */
public final class VoiceSandboxExtension implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private final SandboxBuilder builder;
    private VoiceSandbox sandbox;

    /** A sandbox as the builder has it when the first test begins. */
    public VoiceSandboxExtension(SandboxBuilder builder) {
        this.builder = builder;
    }

    /** The sandbox, from the start of the first test to the end of the last. */
    public VoiceSandbox sandbox() {
        if (sandbox == null) {
            throw new IllegalStateException(
                    "the sandbox runs only during the tests; the field of the extension must be static");
        }
        return sandbox;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        sandbox = builder.start();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        sandbox().reset();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        sandbox().close();
        sandbox = null;
    }
}
