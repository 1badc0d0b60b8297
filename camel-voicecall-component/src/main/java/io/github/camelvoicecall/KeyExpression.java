package io.github.camelvoicecall;

import io.github.camelvoicecall.provider.FieldException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;

/**
 * The idempotency key of an endpoint: a Simple expression, evaluated part by part, so that a part which resolves to nothing is noticed. Simple itself would make {@code lead-} of
 * {@code lead-${header.leadId}}, the same key for everybody. Immutable.
 */
final class KeyExpression {
    private static final String[] OPENINGS = {"${", "$simple{"};

    private final List<Part> parts;

    private record Part(String source, Expression expression) {}

    private KeyExpression(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    static KeyExpression parse(String template, CamelContext context) {
        List<Part> parts = new ArrayList<>();
        for (int at = 0; at < template.length(); ) {
            int open = nextOpening(template, at);
            if (open > at) {
                parts.add(new Part(template.substring(at, open), null));
            }
            at = open;
            if (open < template.length()) {
                at = close(template, open);
                String source = template.substring(open, at);
                parts.add(new Part(source, context.resolveLanguage("simple").createExpression(source)));
            }
        }
        parts.forEach(part -> {
            if (part.expression != null) {
                part.expression.init(context);
            }
        });
        return new KeyExpression(parts);
    }

    private static int nextOpening(String template, int from) {
        int first = template.length();
        for (String opening : OPENINGS) {
            int found = template.indexOf(opening, from);
            first = found >= 0 && found < first ? found : first;
        }
        return first;
    }

    private static int close(String template, int open) {
        int depth = 0;
        for (int i = open; i < template.length(); i++) {
            depth += template.charAt(i) == '{' ? 1 : template.charAt(i) == '}' ? -1 : 0;
            if (depth == 0 && template.charAt(i) == '}') {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("Option idempotencyKey: a '{' is never closed in " + template);
    }

    String evaluate(Exchange exchange) {
        StringBuilder key = new StringBuilder();
        for (Part part : parts) {
            key.append(part.expression == null ? part.source : value(part, exchange));
        }
        return key.toString();
    }

    private static String value(Part part, Exchange exchange) {
        String value = part.expression.evaluate(exchange, String.class);
        if (value == null || value.isBlank()) {
            throw new FieldException(
                    "idempotencyKey",
                    "its part " + part.source
                            + " resolves to nothing, so the key would name no single intent: set what it refers to");
        }
        return value;
    }
}
