package io.github.camelvoicecall.docs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.apache.camel.RoutesBuilder;

/**
 * Java on a page: whole classes as they stand; routes in the configure() of a RouteBuilder; any other statements in a method, with what a reader would have at hand as its
 * parameters. All with the imports that an editor would add.
 */
final class JavaBlocks {
    private static final Pattern TYPE =
            Pattern.compile("^(?:public |final |abstract )*(?:class|record|interface|enum) (\\w+)", Pattern.MULTILINE);
    private static final Pattern ROUTES =
            Pattern.compile("^(?:from|onException|errorHandler|routeConfiguration)\\(", Pattern.MULTILINE);
    private static final String IMPORTS = """
            import static org.assertj.core.api.Assertions.assertThat;
            import io.github.camelvoicecall.*;
            import io.github.camelvoicecall.ledger.*;
            import io.github.camelvoicecall.model.*;
            import io.github.camelvoicecall.sandbox.*;
            import java.time.*;
            import java.util.*;
            import javax.sql.DataSource;
            import org.apache.camel.*;
            import org.apache.camel.builder.RouteBuilder;
            import org.apache.camel.main.Main;
            """;

    private JavaBlocks() {}

    static boolean areRoutes(CodeBlock block) {
        return ROUTES.matcher(block.text()).find()
                && !TYPE.matcher(block.text()).find();
    }

    /** Compiles a block; it must do so without an error. */
    static void compile(CodeBlock block) {
        load(block);
    }

    /** The routes of a block. */
    static RoutesBuilder routes(CodeBlock block) {
        return (RoutesBuilder) instance(load(block));
    }

    private static Object instance(Class<?> type) {
        try {
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static Class<?> load(CodeBlock block) {
        Matcher type = TYPE.matcher(block.text());
        if (type.find()) {
            boolean complete = block.text().contains("import ");
            return compiled(block, type.group(1), (complete ? "" : IMPORTS) + block.text());
        }
        String wrapped = areRoutes(block)
                ? "class Block extends RouteBuilder { public void configure() throws Exception {\n%s\n}}"
                : """
                        class Block { void run(CamelContext camel, ProducerTemplate template, JdbcCallLedger ledger, DataSource dataSource,
                                Main main) throws Exception {
                        %s
                        }}""";
        return compiled(block, "Block", IMPORTS + wrapped.formatted(block.text()));
    }

    private static Class<?> compiled(CodeBlock block, String name, String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        Classes classes = new Classes(compiler.getStandardFileManager(problems, null, null));
        List<String> options =
                List.of("-proc:none", "-Xlint:none", "-classpath", System.getProperty("java.class.path"));
        boolean fine = compiler.getTask(null, classes, problems, options, null, List.of(new Source(name, source)))
                .call();
        if (!fine) {
            throw new AssertionError(block + " doesn't compile: "
                    + problems.getDiagnostics().stream()
                            .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                            .map(Object::toString)
                            .collect(Collectors.joining("\n")));
        }
        try {
            return classes.loader().loadClass(packageOf(source) + name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static String packageOf(String source) {
        Matcher found =
                Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE).matcher(source);
        return found.find() ? found.group(1) + "." : "";
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        private Source(String name, String text) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Keeps what was compiled in memory. */
    private static final class Classes extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, byte[]> compiled = new ConcurrentHashMap<>();

        private Classes(JavaFileManager standard) {
            super(standard);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("bytes:///" + name), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() throws IOException {
                            super.close();
                            compiled.put(name, toByteArray());
                        }
                    };
                }
            };
        }

        private ClassLoader loader() {
            return new ClassLoader(JavaBlocks.class.getClassLoader()) {
                @Override
                protected Class<?> findClass(String name) throws ClassNotFoundException {
                    byte[] bytes = compiled.get(name);
                    if (bytes == null) {
                        throw new ClassNotFoundException(name);
                    }
                    return defineClass(name, bytes, 0, bytes.length);
                }
            };
        }
    }
}
