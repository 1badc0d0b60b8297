package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.util.TimeUtils;
import org.apache.camel.util.URISupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The catalog entry that tools and the manual are made of. */
class CatalogTest {
    private static final JsonNode CATALOG = catalog();

    private static JsonNode catalog() {
        try (InputStream in =
                CatalogTest.class.getResourceAsStream("/META-INF/io/github/camelvoicecall/voicecall.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, JsonNode> entries(String part) {
        Map<String, JsonNode> entries = new TreeMap<>();
        CATALOG.get(part).properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
        return entries;
    }

    static List<String> secretOptions() {
        return entries("properties").entrySet().stream()
                .filter(option -> option.getValue().path("secret").asBoolean())
                .map(Map.Entry::getKey)
                .toList();
    }

    @Test
    void credentialsAreMarkedSecret() {
        assertThat(secretOptions()).contains("apiKey", "webhookSecret", "webhookPreviousSecret");
        assertThat(entries("properties").keySet())
                .filteredOn(name -> name.matches("(?i).*(secret|token|password|apikey).*"))
                .as("whatever sounds secret")
                .allMatch(name -> secretOptions().contains(name));
    }

    @ParameterizedTest
    @MethodSource("secretOptions")
    void camelMasksSecretOptionsWhereverTheyStand(String option) {
        for (String uri : List.of(
                "voicecall:acme:triggerCall?" + option + "=s3cr3t",
                "voicecall:acme:triggerCall?agentId=a-1&" + option + "=s3cr3t&delay=5",
                "voicecall://acme:triggerCall?" + option + "=RAW(s3cr3t)",
                "voicecall:acme:triggerCall?" + option + "=RAW{s3cr3t&x=1}")) {
            assertThat(URISupport.sanitizeUri(uri)).doesNotContain("s3cr3t").contains(option);
        }
    }

    @Test
    void everyHeaderIsDocumented() throws IllegalAccessException {
        Set<String> constants = new TreeSet<>();
        for (Field field : VoiceCallConstants.class.getFields()) {
            constants.add((String) field.get(null));
        }

        assertThat(entries("headers").keySet()).isEqualTo(constants);
        assertThat(constants).isNotEmpty().allMatch(name -> name.startsWith("CamelVoiceCall"));
    }

    @Test
    void headersReadAndHeadersSetDoNotOverlap() throws IllegalAccessException {
        List<String> names = Arrays.stream(VoiceCallConstants.class.getFields())
                .map(Field::getName)
                .toList();

        assertThat(names).doesNotHaveDuplicates();
        Set<String> values = new TreeSet<>();
        for (Field field : VoiceCallConstants.class.getFields()) {
            assertThat(values.add((String) field.get(null))).as(field.getName()).isTrue();
        }
    }

    @Test
    void nothingGoesWithoutDescription() {
        for (String part : List.of("headers", "properties", "componentProperties")) {
            entries(part).forEach((name, entry) -> assertThat(
                            entry.path("description").asText().length())
                    .as("%s of %s", name, part)
                    .isGreaterThan(9));
        }
    }

    @Test
    void theDefaultOfDelayIsTheOneThatHolds() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            VoiceCallEndpoint endpoint =
                    context.getEndpoint("voicecall:vyora:callCompleted?apiKey=k", VoiceCallEndpoint.class);

            String documented =
                    entries("properties").get("delay").path("defaultValue").asText();
            assertThat(TimeUtils.toMilliSeconds(documented)).isEqualTo(endpoint.getDelay());
        }
    }

    @Test
    void theComponentItselfHasNoCredentials() {
        assertThat(entries("componentProperties"))
                .allSatisfy((name, entry) ->
                        assertThat(entry.path("secret").asBoolean()).as(name).isFalse());
        assertThat(entries("componentProperties").keySet()).doesNotContain("apiKey", "webhookSecret");
    }
}
