package io.github.camelvoicecall.docs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.status.Status;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelvoicecall.Resolution;
import io.github.camelvoicecall.ledger.JdbcCallLedger;
import io.github.camelvoicecall.model.CallEvent;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.VoiceCall;
import java.io.ByteArrayInputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.h2.jdbcx.JdbcDataSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** JSON, XML and SQL on a page. */
final class DataBlocks {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<Class<? extends Record>> BODIES =
            List.of(CallRequest.class, VoiceCall.class, Resolution.class, CallEvent.class);

    private DataBlocks() {}

    /** Every value parses, and has the names of one of the component's bodies or of a provider's webhook. */
    static void json(CodeBlock block) throws Exception {
        try (MappingIterator<JsonNode> values = MAPPER.readerFor(JsonNode.class).readValues(block.text())) {
            List<JsonNode> all = values.readAll();
            assertThat(all).as("values in %s", block).isNotEmpty().allMatch(value -> known(value));
        }
    }

    private static boolean known(JsonNode value) {
        Set<String> names = new TreeSet<>();
        value.fieldNames().forEachRemaining(names::add);
        return value.isObject()
                && (value.has("event") && value.has("call_id")
                        || BODIES.stream().anyMatch(body -> names(body).containsAll(names)));
    }

    private static Set<String> names(Class<? extends Record> body) {
        return Arrays.stream(body.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toSet());
    }

    /** Dependencies are those of the poms here, and ours have our version. */
    static void xml(CodeBlock block) throws Exception {
        if (block.text().startsWith("<configuration>")) {
            logging(block);
            return;
        }
        Element root = parse(("<blocks>" + block.text() + "</blocks>").getBytes(StandardCharsets.UTF_8));
        NodeList dependencies = root.getElementsByTagName("dependency");
        assertThat(dependencies.getLength()).as("dependencies in %s", block).isPositive();
        Element parent = parse(Files.readAllBytes(Page.ROOT.resolve("pom.xml")));
        String poms = Files.readString(Page.ROOT.resolve("pom.xml"))
                + Files.readString(Page.ROOT.resolve("docs/pom.xml"))
                + Files.readString(Page.ROOT.resolve("camel-voicecall-examples/crm-callback/pom.xml"));
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            String group = text(dependency, "groupId");
            String artifact = text(dependency, "artifactId");
            assertThat(poms).as("%s of %s", artifact, block).contains("<artifactId>" + artifact + "</artifactId>");
            if (group.equals(text(parent, "groupId"))) {
                assertThat(Page.ROOT.resolve(artifact)).exists();
                assertThat(text(dependency, "version")).isEqualTo(text(parent, "version"));
            } else if (!text(dependency, "version").isEmpty()) {
                assertThat(poms).contains("version>" + text(dependency, "version") + "</");
            }
        }
    }

    private static void logging(CodeBlock block) throws Exception {
        LoggerContext context = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(new ByteArrayInputStream(block.text().getBytes(StandardCharsets.UTF_8)));
        assertThat(context.getStatusManager().getCopyOfStatusList())
                .as("what logback says to %s", block)
                .allMatch(status -> status.getEffectiveLevel() < Status.WARN);
        assertThat(context.getLogger("org.apache.camel").isDebugEnabled()).isFalse();
        context.stop();
    }

    private static Element parse(byte[] xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml))
                .getDocumentElement();
    }

    private static String text(Element parent, String name) {
        NodeList children = parent.getChildNodes();
        return IntStream.range(0, children.getLength())
                .mapToObj(children::item)
                .filter(child -> child.getNodeName().equals(name))
                .map(child -> child.getTextContent().strip())
                .findFirst()
                .orElse("");
    }

    /** Every statement runs on a ledger's tables. */
    static void sql(CodeBlock block) throws Exception {
        Path folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "sql");
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl("jdbc:h2:file:" + folder.resolve("ledger"));
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            new JdbcCallLedger(database).start();
            for (String one : block.text().replaceAll("--.*", "").split(";")) {
                if (!one.isBlank()) {
                    statement.execute(one);
                }
            }
        }
    }
}
