package io.github.camelvoicecall.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes each API request through count, fault, key, rate limit and route, in this order. Thread-safe. */
final class Reception {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    private final Settings settings;
    private final Provider provider;
    private final Simulation simulation;
    private final List<Route> routes;
    private final FaultQueue faults;
    private final Turnstile turnstile;
    private final Recent<SandboxRequest> requests = new Recent<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger lists = new AtomicInteger();

    Reception(Settings settings, Simulation simulation) {
        this.settings = settings;
        this.provider = settings.provider();
        this.simulation = simulation;
        this.routes = provider.routes(simulation);
        this.faults = new FaultQueue(settings.faults());
        this.turnstile = new Turnstile(settings.keyLimits(), settings.addressLimit(), settings.clock());
    }

    Simulation simulation() {
        return simulation;
    }

    FaultQueue faults() {
        return faults;
    }

    int reads() {
        return reads.get();
    }

    int lists() {
        return lists.get();
    }

    List<SandboxRequest> requests() {
        return requests.list();
    }

    Answer answer(ApiRequest request) {
        Answer answer = routes.stream()
                .flatMap(route -> route.match(request).map(path -> visit(route, path, request)).stream())
                .findFirst()
                .orElseGet(() -> provider.refusal(404, "Not found: " + request.method() + " " + request.path()));
        answer = provider.withLimits(answer, turnstile.standing(request.client()), settings.clock());
        LOG.debug("{} {} gets {}", request.method(), request.path(), answer);
        int status = answer.breakage() == Answer.Breakage.NONE ? answer.status() : 0;
        requests.add(new SandboxRequest(
                settings.clock().instant(),
                request.method(),
                request.path(),
                request.headers(),
                request.body(),
                status));
        return answer;
    }

    private Answer visit(Route route, Map<String, String> path, ApiRequest request) {
        Optional<Fault> fault = fault(route, request);
        if (fault.isEmpty()) {
            return serve(route, path, request);
        }
        boolean served = fault.get().places();
        return fault.get().spoil(served ? serve(route, path, request) : Answer.json(200, Json.object()), provider);
    }

    private Optional<Fault> fault(Route route, ApiRequest request) {
        switch (route.kind()) {
            case PLACE -> {
                String number = provider.number(request.json());
                return faults.forPost(number, simulation.book().post(List.of(number)));
            }
            case ENROL -> {
                List<String> numbers = provider.numbers(request.json());
                simulation.book().post(numbers);
                return faults.forNumbers(numbers).or(() -> faults.forChange(request.path()));
            }
            case CHANGE -> {
                return faults.forChange(request.path());
            }
            case LINK -> {
                return Optional.empty();
            }
            case READ -> reads.incrementAndGet();
            case LIST -> lists.incrementAndGet();
        }
        return faults.forRead();
    }

    private Answer serve(Route route, Map<String, String> path, ApiRequest request) {
        try {
            if (route.kind() == Route.Kind.LINK) {
                return route.handler().answer(request, path);
            }
            provider.admit(request, settings.apiKey());
            Duration wait = turnstile.admit(request.client());
            return wait.isZero() ? route.handler().answer(request, path) : throttled(wait);
        } catch (Refusal refusal) {
            return provider.refusal(refusal);
        }
    }

    private Answer throttled(Duration wait) {
        long seconds = wait.plusMillis(999).toSeconds();
        return settings.quirks().contains(Quirk.RETRY_AFTER)
                ? provider.throttled().withHeader("Retry-After", String.valueOf(seconds))
                : provider.throttled();
    }
}
