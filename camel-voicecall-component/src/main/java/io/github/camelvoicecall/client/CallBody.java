package io.github.camelvoicecall.client;

import io.github.camelvoicecall.provider.Echo;
import io.github.camelvoicecall.provider.FieldException;
import io.github.camelvoicecall.provider.JsonBody;
import java.util.Map;

/** The request that places a call, checked, and whole but for our reference: each try has one of its own. Not thread safe. */
public final class CallBody {
    private final JsonBody body;
    private final Echo echo;
    private final Map<String, Object> echoed;

    /**
     * @param body all but our reference and the user's own fields
     * @param echo where the reference goes; null when none is sent
     * @throws FieldException if something of the user's stands there
     */
    CallBody(JsonBody body, Echo echo) {
        this.body = body;
        this.echo = echo;
        this.echoed = echo == null ? null : body.inside(echo.field());
        if (echo != null && echoed.containsKey(echo.key())) {
            throw new FieldException(
                    echo.field() + "." + echo.key(), "is reserved for the component's own reference; rename it");
        }
    }

    /**
     * What is sent.
     *
     * @param ref our reference; goes where the provider gives it back, if there is such a place
     * @return JSON bytes
     */
    public byte[] bytes(String ref) {
        if (echo != null) {
            echoed.put(echo.key(), ref);
        }
        return body.bytes();
    }
}
