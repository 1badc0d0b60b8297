package io.github.camelvoicecall.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.camel.main.Main;
import org.h2.jdbcx.JdbcDataSource;

/** Properties on a page: Camel Main takes them as they stand, and knows every name. */
final class PropertiesBlocks {
    private static final Pattern ENVIRONMENT = Pattern.compile("\\{\\{env:(\\w+)}}");
    private static final Pattern BEAN = Pattern.compile("#bean:(\\w+)");

    private PropertiesBlocks() {}

    static void check(CodeBlock block) throws Exception {
        Main main = main(block);
        try {
            main.start();
            long beans = properties(block).stringPropertyNames().stream()
                    .filter(name -> name.matches("camel\\.beans\\.[^.]+"))
                    .filter(name -> main.lookup(name.substring("camel.beans.".length()), Object.class) == null)
                    .count();
            assertThat(beans)
                    .as("beans that %s names and that aren't there", block)
                    .isZero();
        } finally {
            main.stop();
        }
    }

    /** An application of these properties, not started yet. */
    static Main main(CodeBlock block) throws Exception {
        Main main = new Main();
        main.configure().setAutoConfigurationFailFast(true);
        main.configure().setDurationMaxSeconds(-1);
        Properties properties = properties(block);
        properties.forEach((name, value) -> main.addInitialProperty(name.toString(), value.toString()));
        for (String server : List.of("camel.server", "camel.management")) {
            if (properties.containsKey(server + ".enabled")) {
                main.addOverrideProperty(server + ".host", "127.0.0.1");
                main.addOverrideProperty(server + ".port", Integer.toString(App.freePort()));
            }
        }
        BEAN.matcher(block.text())
                .results()
                .map(found -> found.group(1))
                .distinct()
                .filter(name -> !properties.containsKey("camel.beans." + name))
                .forEach(name -> {
                    JdbcDataSource database = new JdbcDataSource();
                    database.setUrl("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
                    main.bind(name, database);
                });
        return main;
    }

    private static Properties properties(CodeBlock block) throws Exception {
        Properties properties = new Properties();
        // what the environment holds on a user's machine
        String text = ENVIRONMENT.matcher(block.text()).replaceAll("{{env:$1:from-the-environment}}");
        properties.load(new StringReader(text));
        return properties;
    }
}
