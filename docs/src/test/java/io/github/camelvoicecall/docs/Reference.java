package io.github.camelvoicecall.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Writes docs/reference.md: what the catalog entry and the providers' declarations say, as tables. */
final class Reference {
    private static final String CATALOG = "/META-INF/io/github/camelvoicecall/voicecall.json";
    private static final Map<String, String> GROUPS = groups();

    private final StringBuilder page = new StringBuilder();

    private static Map<String, String> groups() {
        Map<String, String> groups = new LinkedHashMap<>();
        groups.put("common", "Both");
        groups.put("producer", "Producers");
        groups.put("consumer", "Consumers");
        groups.put("security", "Credentials and trust");
        groups.put("scheduler", "When the provider is asked");
        groups.put("proxy", "Proxy");
        groups.put("advanced", "Advanced, both");
        groups.put("producer (advanced)", "Advanced, producers");
        groups.put("consumer (advanced)", "Advanced, consumers");
        groups.put("health", "Health");
        return groups;
    }

    /** @return the whole page */
    static String text() throws IOException {
        try (InputStream in = Reference.class.getResourceAsStream(CATALOG)) {
            return new Reference().write(new ObjectMapper().readTree(in));
        }
    }

    private String write(JsonNode catalog) throws IOException {
        line("<!-- Made by the build from the component's catalog entry. Change the sources, not this page. -->");
        line("# Reference");
        line("");
        line("Every operation, option and header. [Configuration](configuration.md) says where options stand.");
        operations();
        line("");
        line("## Options of an endpoint");
        line("");
        line("`" + catalog.at("/component/syntax").asText() + "?option=value&option=value`");
        options(catalog.get("properties"));
        line("");
        line("## Options of the component");
        line("");
        line("In Camel Main: `camel.component."
                + catalog.at("/component/scheme").asText() + ".NAME`, the name with hyphens.");
        options(catalog.get("componentProperties"));
        headers(catalog.get("headers"));
        return page.toString();
    }

    private void line(String text) {
        page.append(text).append('\n');
    }

    private void operations() throws IOException {
        line("");
        line("## Operations");
        line("");
        Capabilities.table("").forEach(this::line);
        line("");
        Capabilities.LEGEND.forEach(this::line);
    }

    private void options(JsonNode options) {
        Map<String, List<JsonNode>> groups = new LinkedHashMap<>();
        GROUPS.keySet().forEach(group -> groups.put(group, new ArrayList<>()));
        options.properties().stream()
                .filter(option -> !option.getValue().path("kind").asText().equals("path"))
                .forEach(option -> groups.get(option.getValue().path("group").asText())
                        .add(named(option.getKey(), option.getValue())));
        groups.forEach((group, entries) -> {
            if (!entries.isEmpty()) {
                table(GROUPS.get(group), entries);
            }
        });
    }

    private static JsonNode named(String name, JsonNode entry) {
        return ((com.fasterxml.jackson.databind.node.ObjectNode) entry.deepCopy()).put("name", name);
    }

    private void table(String title, List<JsonNode> options) {
        line("");
        line("### " + title);
        line("");
        line("| Option | Default | Values | |");
        line("|---|---|---|---|");
        for (JsonNode option : options) {
            line("| `" + option.get("name").asText() + "` | "
                    + code(option.path("defaultValue").asText()) + " | " + values(option) + " | " + description(option)
                    + " |");
        }
    }

    private static String code(String value) {
        return value.isEmpty() ? "" : "`" + value + "`";
    }

    private static String values(JsonNode option) {
        if (option.has("enum")) {
            return StreamSupport.stream(option.get("enum").spliterator(), false)
                    .map(value -> "`" + value.asText() + "`")
                    .collect(Collectors.joining(" "));
        }
        String type = option.path("type").asText();
        String javaType = option.path("javaType").asText().replaceAll("<.*", "");
        return type.equals("object") ? "a `" + javaType.replaceAll(".*\\.", "") + "`" : type;
    }

    /** Of Camel's own options the first sentence; Camel's pages have the rest. */
    private static String description(JsonNode entry) {
        String text = entry.path("description").asText();
        boolean ours = entry.has("configurationClass") || text.length() < 200;
        String shown = (ours ? text : text.replaceAll("(?<=[a-z)]\\.) .*", "")).replace("|", "\\|");
        return (entry.path("secret").asBoolean() ? "Secret. " : "") + shown;
    }

    private void headers(JsonNode headers) {
        line("");
        line("## Headers");
        line("");
        line(
                "In Java they are the constants of `VoiceCallConstants`. What `triggerCall` reads and what it sets doesn't overlap.");
        line("");
        line("| Header | Type | Used by | |");
        line("|---|---|---|---|");
        headers.properties()
                .forEach(header -> line("| `" + header.getKey() + "` | "
                        + header.getValue().path("javaType").asText() + " | "
                        + header.getValue().path("group").asText().replace("common", "both") + " | "
                        + description(header.getValue()) + " |"));
    }
}
