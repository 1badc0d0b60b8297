package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelvoicecall.client.Reading;
import io.github.camelvoicecall.ledger.InboxEvent;
import io.github.camelvoicecall.ledger.MemoryCallLedger;
import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.providers.Vyora;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is kept of an event must never be another's, outlive its body, or take more room than it may. */
class EventReaderTest {
    private static final AccountId ID = new AccountId("vyora", "default");
    private static final Instant NOW = Instant.parse("2026-01-15T09:00:00Z");
    private static final int ROOM = 300;

    private final Account account =
            new Account(ID, new Vyora().spec(), new MemoryCallLedger(), new VoiceCallComponent());
    private final EventReader reader = new EventReader(account, ROOM);

    private static InboxEvent event(String callId, Instant receivedAt) {
        byte[] body = """
                {"event":"all_processing_completed","call_id":"%s","status":"completed","timestamp":"2026-01-15T08:59:59Z"}""".formatted(callId).getBytes(StandardCharsets.UTF_8);
        return with(callId, body, receivedAt, true);
    }

    private static InboxEvent with(String callId, byte[] body, Instant receivedAt, boolean verified) {
        String hash = body == null ? "h" : Sha256.of(body);
        return new InboxEvent(
                callId, ID, "one key for all", hash, "all_processing_completed", callId, body, receivedAt, 1, verified);
    }

    private EventContent keep(InboxEvent event) throws IOException {
        EventContent content =
                EventContent.of(account.spec().webhook().orElseThrow(), event.body(), event.receivedAt());
        reader.keep(event, content);
        return content;
    }

    @Test
    void whatTheGateHasReadIsReadNoSecondTime() throws Exception {
        InboxEvent event = event("c-1", NOW);
        EventContent read = keep(event);

        assertThat(reader.content(event)).isSameAs(read);
        assertThat(reader.reading(event)).isSameAs(reader.reading(event));
        assertThat(read.time()).isEqualTo(Instant.parse("2026-01-15T08:59:59Z"));
    }

    @Test
    void anEventOfTheSameKeyWithAnotherBodySaysWhatItsOwnBodySays() throws Exception {
        keep(event("c-1", NOW));

        Reading other = reader.reading(event("c-2", NOW));

        assertThat(other.call().id()).isEqualTo("c-2");
    }

    @Test
    void aCallIsAsVerifiedAsTheEventThatTellsOfIt() throws Exception {
        InboxEvent signed = event("c-1", NOW);
        keep(signed);
        InboxEvent unsigned = with("c-1", signed.body(), NOW, false);

        assertThat(reader.reading(unsigned).call().verified()).isFalse();
        assertThat(reader.reading(signed).call().verified()).isTrue();
    }

    @Test
    void nothingIsSaidOfAnEventWhoseBodyWasBlanked() throws Exception {
        InboxEvent event = event("c-1", NOW);
        keep(event);
        InboxEvent blanked = new InboxEvent(
                event.id(),
                ID,
                event.dedupeKey(),
                event.bodyHash(),
                event.type(),
                event.callId(),
                null,
                event.receivedAt(),
                1,
                true);

        assertThatThrownBy(() -> reader.content(blanked)).isInstanceOf(IOException.class);
    }

    @Test
    void whatDoesNotFitIsReadFromItsBytes() throws Exception {
        EventContent first = keep(event("c-1", NOW));
        keep(event("c-2", NOW));
        EventContent third = keep(event("c-3", NOW));

        assertThat(reader.content(event("c-1", NOW))).isSameAs(first);
        assertThat(reader.content(event("c-3", NOW))).isNotSameAs(third);
        assertThat(reader.reading(event("c-3", NOW)).call())
                .matches(call -> call.id().equals("c-3") && call.status() == CallStatus.COMPLETED);
    }

    @Test
    void whatWasHandedOutMakesRoom() throws Exception {
        keep(event("c-1", NOW));
        keep(event("c-2", NOW));
        reader.forget(event("c-1", NOW));
        EventContent third = keep(event("c-3", NOW));

        assertThat(reader.content(event("c-3", NOW))).isSameAs(third);
    }

    @Test
    void whatNobodyComesForMakesRoomAfterAWhile() throws Exception {
        keep(event("c-1", NOW));
        EventContent second = keep(event("c-2", NOW.plusSeconds(20)));
        EventContent third = keep(event("c-3", NOW.plusSeconds(31)));

        assertThat(reader.content(event("c-3", NOW))).isSameAs(third);
        assertThat(reader.content(event("c-2", NOW))).as("still young").isSameAs(second);
    }
}
