import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** One call at each provider's sandbox, whose completion is found by asking. */
class OneCall {
    private static final String NUMBER = "+15555550101";

    private OneCall() {}

    public static void main(String[] arguments) throws Exception {
        for (String provider : new String[] {"vyora", "voxbridge"}) {
            try (VoiceSandbox sandbox = VoiceSandbox.of(provider).start();
                    DefaultCamelContext context = new DefaultCamelContext()) {
                System.out.println("Camel " + context.getVersion() + ", Java " + Runtime.version());
                place(provider, sandbox, context);
                System.out.println("ok one call at " + provider);
            }
        }
    }

    private static void place(String provider, VoiceSandbox sandbox, DefaultCamelContext context) throws Exception {
        BlockingQueue<VoiceCall> completed = new ArrayBlockingQueue<>(10);
        String account = "?baseUrl=" + sandbox.baseUrl() + "&apiKey=" + sandbox.apiKey();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("voicecall:" + provider + ":callCompleted" + account + "&delivery=polling&initialDelay=10&delay=100")
                        .process(exchange -> completed.add(exchange.getMessage().getBody(VoiceCall.class)));
            }
        });
        context.start();

        VoiceCall placed = context.createProducerTemplate()
                .requestBody(
                        "voicecall:" + provider + ":triggerCall" + account,
                        Map.of("to", NUMBER, "agentId", sandbox.agentId()),
                        VoiceCall.class);
        VoiceCall call = completed.poll(60, TimeUnit.SECONDS);

        check("it came back", call != null && call.id().equals(placed.id()));
        check("it was completed", call.status() == CallStatus.COMPLETED && call.analysisReady());
        check("it rang once", sandbox.posts(NUMBER) == 1 && sandbox.rings(NUMBER) == 1);
        check("it came back once", completed.poll(1, TimeUnit.SECONDS) == null);
    }

    private static void check(String what, boolean holds) {
        if (!holds) {
            throw new IllegalStateException("Not so: " + what);
        }
    }
}
