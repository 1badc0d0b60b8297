package io.github.camelvoicecall.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.sun.management.OperatingSystemMXBean;
import io.github.camelvoicecall.VoiceCallConstants;
import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.MemoryCallLedger;
import io.github.camelvoicecall.model.RecipientsAdded;
import io.github.camelvoicecall.provider.Auth;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.Bulk;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.ProviderSpec;
import io.github.camelvoicecall.provider.VoiceProvider;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Table (e), one contestant: adds recipients from an iterator, by {@code addRecipients} or by lists of maps and an ObjectMapper. */
final class Recipients {
    private static final int MOST_ROWS = 5000;
    private static final int MOST_BYTES = 2 * 1024 * 1024;
    private static final int MOST_VARIABLES = 4096;
    private static final String[] TEXTS = texts();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final String kind;
    private final String url;
    private final int variables;

    private Recipients(String kind, String url, int variables) {
        this.kind = kind;
        this.url = url;
        this.variables = variables;
    }

    public static void main(String[] args) throws Exception {
        Options options = Options.of(args);
        String kind = options.text("kind", "addRecipients");
        String url = "http://127.0.0.1:" + options.number("port", 0);
        Recipients recipients = new Recipients(kind, url, options.number("variables", 9));
        long rows = options.number("rows", 1_000_000);
        recipients.run(Math.min(rows, options.number("warmUp", 100_000)));
        counted(url);
        peaks();
        long begun = System.nanoTime();
        long busy = SYSTEM.getProcessCpuTime();
        recipients.run(rows);
        double cpu = (SYSTEM.getProcessCpuTime() - busy) / 1e9;
        double seconds = (System.nanoTime() - begun) / 1e9;
        long[] counts = counted(url);
        System.out.printf(
                "%-34s %9d %9d %9d %10.1f %6d %9d %8.2f %8.2f %9.1f %9.1f%n",
                kind,
                rows,
                counts[0],
                counts[1],
                counts[2] / 1e6,
                counts[3],
                counts[4],
                seconds,
                cpu,
                peaks() / 1048576.0,
                Runtime.getRuntime().maxMemory() / 1048576.0);
        System.exit(0);
    }

    static String title() {
        return "%-34s %9s %9s %9s %10s %6s %9s %8s %8s %9s %9s"
                .formatted(
                        "",
                        "rows",
                        "requests",
                        "received",
                        "MB",
                        "most",
                        "most B",
                        "seconds",
                        "CPU s",
                        "peak MiB",
                        "-Xmx MiB");
    }

    /** Most of the heap that was ever in use, and begins anew. */
    private static long peaks() {
        long sum = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage peak = pool.getPeakUsage();
            if (pool.getType() == java.lang.management.MemoryType.HEAP) {
                sum += peak.getUsed();
            }
            pool.resetPeakUsage();
        }
        return sum;
    }

    private static long[] counted(String url) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
        return LongStream.of(java.util.Arrays.stream(answer.body().split(" "))
                        .mapToLong(Long::parseLong)
                        .toArray())
                .toArray();
    }

    private void run(long rows) throws Exception {
        Iterator<Map<String, Object>> people =
                LongStream.range(0, rows).mapToObj(this::person).iterator();
        switch (kind) {
            case "addRecipients" -> component(people, new MemoryCallLedger());
            case "addRecipients, H2 ledger" -> {
                try (H2File file = new H2File()) {
                    component(people, file.ledger());
                }
            }
            case "lists of 5000" -> lists(people, MOST_ROWS, false);
            case "lists of 5000, numbers checked" -> lists(people, MOST_ROWS, true);
            default -> throw new IllegalArgumentException(kind);
        }
    }

    /** About 700 bytes as JSON with nine variables. */
    private Map<String, Object> person(long number) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < variables; i++) {
            values.put("variable" + i, TEXTS[(int) ((number * 31 + i) % TEXTS.length)]);
        }
        Map<String, Object> person = new LinkedHashMap<>();
        person.put("to", "+1415" + (2_000_000 + number % 8_000_000));
        person.put("variables", values);
        return person;
    }

    private static String[] texts() {
        return LongStream.range(0, 1000)
                .mapToObj(i -> "a text of the usual length, for the agent's prompt " + i)
                .toArray(String[]::new);
    }

    // By the component

    private static final class Provider implements VoiceProvider {
        @Override
        public ProviderSpec spec() {
            return ProviderSpec.named("people")
                    .baseUrl("https://people.example")
                    .auth(Auth.bearer())
                    .on(
                            Operation.ADD_RECIPIENTS,
                            Binding.post("/campaigns/{campaignId}/people")
                                    .bulk(Bulk.of("phone_numbers", (row, recipient) -> row.put(
                                                            "to_number", recipient.to())
                                                    .put(
                                                            "call_variables",
                                                            recipient.variables(),
                                                            "variables",
                                                            MOST_VARIABLES))
                                            .most(MOST_ROWS, MOST_BYTES)))
                    .build();
        }
    }

    private void component(Iterator<?> people, CallLedger ledger) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("people", new Provider());
            context.getRegistry().bind("ledger", ledger);
            context.start();
            Exchange ended = context.createFluentProducerTemplate()
                    .to("voicecall:people:addRecipients?apiKey=secret&campaignId=c-1&baseUrl=" + url)
                    .withHeader(VoiceCallConstants.IDEMPOTENCY_KEY, "job")
                    .withBody(people)
                    .request(Exchange.class);
            if (ended.getException() != null) {
                throw ended.getException();
            }
            RecipientsAdded added = ended.getMessage().getBody(RecipientsAdded.class);
            if (added.accepted() != added.rows()) {
                throw new IllegalStateException(added.toString());
            }
        }
    }

    // By hand

    private void lists(Iterator<Map<String, Object>> people, int size, boolean checked) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        try (CloseableHttpClient http = HttpClients.createDefault()) {
            List<Map<String, Object>> list = new ArrayList<>();
            while (people.hasNext()) {
                Map<String, Object> person = people.next();
                Map<String, Object> row = new LinkedHashMap<>();
                String to = (String) person.get("to");
                row.put("to_number", checked ? checked(to) : to);
                row.put("call_variables", person.get("variables"));
                list.add(row);
                if (list.size() == size || !people.hasNext()) {
                    post(http, mapper.writeValueAsBytes(Map.of("phone_numbers", list)));
                    list = new ArrayList<>();
                }
            }
        }
    }

    private static String checked(String to) throws Exception {
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        var number = numbers.parse(to, null);
        if (!numbers.isPossibleNumber(number)) {
            throw new IllegalArgumentException("not a possible number");
        }
        return numbers.format(number, PhoneNumberFormat.E164);
    }

    private void post(CloseableHttpClient http, byte[] body) throws Exception {
        HttpPost post = new HttpPost(url + "/campaigns/c-1/people");
        post.setHeader("Authorization", "Bearer secret");
        post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        http.execute(post, answer -> {
            EntityUtils.consume(answer.getEntity());
            return null;
        });
    }
}
