package io.github.camelvoicecall;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.util.Converter;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.camelvoicecall.provider.VoiceProvider;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.CamelException;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.HttpResponseAware;
import org.apache.hc.client5.http.classic.HttpClient;
import org.junit.jupiter.api.Test;

/** The rooms of the house and who may enter which. */
class ArchitectureTest {
    private static final String HOME = "io.github.camelvoicecall";
    private static final Path COMPILED = Path.of("target/classes");
    private static final JavaClasses CLASSES = new ClassFileImporter().importPath(COMPILED);
    private static final String[] JDK = {"java..", "javax.."};
    private static final String[] JACKSON = {"com.fasterxml.jackson.."};

    private static String[] rooms(String... names) {
        return Stream.of(names).map(name -> HOME + "." + name).toArray(String[]::new);
    }

    private static String[] and(String[]... packages) {
        return Stream.of(packages).flatMap(Stream::of).toArray(String[]::new);
    }

    @Test
    void modelKnowsOnlyJavaAndHowItIsWritten() {
        classes()
                .that()
                .resideInAPackage(HOME + ".model")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(and(JDK, rooms("model"), new String[] {"com.fasterxml.jackson.annotation"}))
                                .or(belongToAnyOf(
                                        JsonSerialize.class,
                                        ToStringSerializer.class,
                                        CamelException.class,
                                        HttpResponseAware.class))
                                // what the annotation has by default
                                .or(belongToAnyOf(JsonSerializer.None.class, Converter.None.class)))
                .because(
                        "records are what users keep: they need no library to be read, and camel-jackson must write them as they are")
                .check(CLASSES);
    }

    @Test
    void whatAProviderIsMadeOfKnowsOnlyTheModel() {
        classes()
                .that()
                .resideInAPackage(HOME + ".provider")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(and(JDK, JACKSON, rooms("model", "provider"))))
                .because("a provider can be written and tested without Camel and without HTTP")
                .check(CLASSES);
    }

    @Test
    void aProviderKnowsOnlyWhatItIsMadeOf() {
        classes()
                .that()
                .resideInAPackage(HOME + ".providers")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(and(JDK, rooms("model", "provider", "providers"))))
                .because("it reads like the provider's API page; everything else is the engine's")
                .check(CLASSES);
    }

    @Test
    void thereIsOnePublicClassPerProvider() {
        classes()
                .that()
                .resideInAPackage(HOME + ".providers")
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .bePublic()
                .andShould()
                .haveModifier(JavaModifier.FINAL)
                .andShould()
                .implement(VoiceProvider.class)
                .because("one provider, one declaration, nothing hidden beside it")
                .check(CLASSES);
    }

    @Test
    void providersDoNotKnowEachOther() {
        CLASSES.stream()
                .filter(resideInAPackage(HOME + ".providers").and(not(resideInAPackage(HOME + ".provider"))))
                .forEach(provider -> noClasses()
                        .that()
                        .resideInAPackage(HOME + ".providers")
                        .and()
                        .doNotHaveFullyQualifiedName(provider.getName())
                        .should()
                        .dependOnClassesThat()
                        .haveFullyQualifiedName(provider.getName())
                        .because("a provider can be removed without touching another")
                        .check(CLASSES));
    }

    @Test
    void theLedgerKnowsOnlyTheModel() {
        classes()
                .that()
                .resideInAPackage(HOME + ".ledger..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(and(JDK, JACKSON, new String[] {"org.slf4j"}, rooms("model", "ledger.."))))
                .because("it promises that nobody is dialled twice, whoever asks and however calls are placed")
                .check(CLASSES);
    }

    @Test
    void theClientKnowsProvidersOnlyAsDeclarations() {
        classes()
                .that()
                .resideInAPackage(HOME + ".client")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(and(
                        JDK,
                        JACKSON,
                        new String[] {"org.slf4j", "org.apache.camel..", "org.apache.hc.."},
                        rooms("model", "provider", "client"))))
                .because("one engine executes every declaration, over camel-http and the client below it")
                .check(CLASSES);
    }

    @Test
    void onlyClientAndComponentKnowCamel() {
        noClasses()
                .that()
                .resideInAnyPackage(rooms("model", "provider..", "providers..", "ledger.."))
                .should()
                .dependOnClassesThat(resideInAPackage("org.apache.camel..")
                        .and(not(belongToAnyOf(CamelException.class, HttpResponseAware.class))))
                .because("the rest outlives a change of Camel")
                .check(CLASSES);
    }

    @Test
    void onlyTheClientSendsRequests() {
        noClasses()
                .that()
                .resideInAPackage(HOME + "..")
                .and()
                .resideOutsideOfPackage(HOME + ".client")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("org.apache.hc..", "java.net.http..", "org.apache.camel.component.http..")
                                .and(not(belongToAnyOf(HttpComponent.class))))
                .because("one place decides what is sent again")
                .check(CLASSES);
    }

    @Test
    void nobodyBelowKnowsTheComponent() {
        noClasses()
                .that()
                .resideInAnyPackage(rooms("model", "provider..", "providers..", "ledger..", "client.."))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(HOME)
                .because("arrows point down")
                .check(CLASSES);
    }

    @Test
    void theComponentKnowsNoProvider() {
        noClasses()
                .that()
                .resideOutsideOfPackage(HOME + ".providers")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(HOME + ".providers")
                .because("providers are found by name; the user's own are their equals")
                .check(CLASSES);
    }

    @Test
    void onlyTheDocumentedClassesOfTheComponentArePublic() {
        classes()
                .that()
                .resideInAPackage(HOME)
                .and()
                .areTopLevelClasses()
                .and()
                .haveSimpleNameNotEndingWith("Configurer")
                .and()
                .haveSimpleNameNotEndingWith("UriFactory")
                .and()
                .haveSimpleNameNotEndingWith("ConvertersLoader")
                .and()
                .haveNameNotMatching(
                        HOME
                                + "\\.(VoiceCall(Component|Endpoint|Configuration|Constants|Producer|Consumer|Converters)|VoiceAccount|Resolution|Settlement|RecipientsAddedEvent|CallGuard|WebhookListener)")
                .should()
                .notBePublic()
                .because("what is public can never be changed again")
                .check(CLASSES);
    }

    @Test
    void noProviderIsNamedInTheEngine() {
        List<String> names = providers();
        assertThat(names).contains("vyora", "voxbridge");
        Map<String, String> named = new TreeMap<>();
        classFiles().filter(file -> !file.toString().contains("/providers/")).forEach(file -> constants(file).stream()
                .filter(text -> names.stream().anyMatch(text.toLowerCase(Locale.ROOT)::contains))
                .forEach(text -> named.put(COMPILED.relativize(file).toString(), text)));

        assertThat(named)
                .as("a provider's word appears only in its own class: everything else reads its declaration")
                .isEmpty();
    }

    @Test
    void theSearchForNamesFindsThemWhereTheyAre() {
        assertThat(constants(COMPILED.resolve(HOME.replace('.', '/') + "/providers/Vyora.class")))
                .contains("vyora", HOME.replace('.', '/') + "/providers/Vyora");
    }

    private static List<String> providers() {
        return CLASSES.stream()
                .filter(type -> type.isAssignableTo(VoiceProvider.class) && !type.isInterface())
                .map(type -> type.getSimpleName().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static Stream<Path> classFiles() {
        try (Stream<Path> files = Files.walk(COMPILED)) {
            return files.filter(file -> file.toString().endsWith(".class")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The string constants and class names that code uses; texts of annotations aren't among them. */
    private static List<String> constants(Path file) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            in.readLong(); // magic and version
            int count = in.readUnsignedShort();
            byte[][] texts = new byte[count][];
            List<Integer> used = new ArrayList<>();
            for (int i = 1; i < count; i++) {
                int tag = in.readUnsignedByte();
                switch (tag) {
                    case 1 -> texts[i] = in.readNBytes(in.readUnsignedShort());
                    case 7, 8 -> used.add(in.readUnsignedShort());
                    case 16, 19, 20 -> in.skipNBytes(2);
                    case 15 -> in.skipNBytes(3);
                    case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                    default -> {
                        in.skipNBytes(8); // long and double take two places
                        i++;
                    }
                }
            }
            return used.stream().map(index -> new String(texts[index], UTF_8)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void onlyTheTransportSpeaksHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackage(HOME + ".client")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.apache.hc..", "java.net.http.."))
                .because("it alone sends our key, and only to the host of baseUrl")
                .check(CLASSES);
        noClasses()
                .that()
                .doNotHaveSimpleName("HttpTransport")
                .and()
                .doNotHaveSimpleName("Lane")
                .and()
                // passes verdicts on to an endpoint that the user names
                .doNotHaveSimpleName("RecipientsProgress")
                .should()
                .dependOnClassesThat(belongToAnyOf(
                        HttpClient.class,
                        ProducerTemplate.class,
                        ConsumerTemplate.class,
                        URL.class,
                        URLConnection.class,
                        Socket.class))
                .because("a link in what a provider says is handed out and never fetched")
                .check(CLASSES);
    }
}
