package io.github.camelvoicecall.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.Recipient;
import io.github.camelvoicecall.model.VoiceCall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose a call is, and the first sight of a list, for providers whose calls tell no more than a number. */
abstract class LeadsContract extends CallLedgerContract {
    private static final Recipient ALEX =
            Recipient.of(NUMBER).contactId("crm-7").contactName("Alex").variables(Map.of("fee", 12));

    LeadsContract(LedgerKind kind) {
        super(kind);
    }

    @Test
    void a_person_is_found_by_campaign_and_number() {
        ledger.keepLeads(ACCOUNT, "8", List.of(ALEX, Recipient.of("+15555550124")));

        assertThat(ledger.lead(ACCOUNT, "8", NUMBER)).contains(ALEX);
        assertThat(ledger.lead(ACCOUNT, "9", NUMBER)).isEmpty();
        assertThat(ledger.lead(OTHER_ACCOUNT, "8", NUMBER)).isEmpty();
        assertThat(ledger.lead(ACCOUNT, "8", "+15555550125")).isEmpty();
    }

    @Test
    void the_last_one_with_a_number_is_the_one() {
        ledger.keepLeads(ACCOUNT, "8", List.of(ALEX));
        ledger.keepLeads(ACCOUNT, "8", List.of(ALEX.contactName("Kim"), ALEX.contactName("Sam")));

        assertThat(ledger.lead(ACCOUNT, "8", NUMBER))
                .map(Recipient::contactName)
                .contains("Sam");
    }

    @Test
    void people_are_forgotten_by_number_and_after_a_month() {
        ledger.keepLeads(ACCOUNT, "8", List.of(ALEX, Recipient.of("+15555550124")));

        assertThat(ledger.forget(NUMBER)).isEqualTo(1);
        assertThat(ledger.lead(ACCOUNT, "8", NUMBER)).isEmpty();
        forward(Duration.ofDays(29));
        ledger.blank(Duration.ofDays(1));
        assertThat(ledger.lead(ACCOUNT, "8", "+15555550124")).isPresent();
        forward(Duration.ofDays(2));
        ledger.blank(Duration.ofDays(1));
        assertThat(ledger.lead(ACCOUNT, "8", "+15555550124")).isEmpty();
    }

    private static VoiceCall seen(String id, CallStatus status) {
        return call(id, status).to(NUMBER).build();
    }

    @Test
    void what_is_over_at_the_first_sight_is_handed_out_to_nobody() {
        ledger.subscribe(ALL);
        assertThat(ledger.seenOnce(ACCOUNT)).isFalse();
        ledger.noteFirstSight(ACCOUNT, List.of(seen("c1", CallStatus.COMPLETED), seen("c2", CallStatus.NO_ANSWER)));
        ledger.endFirstSight(ACCOUNT);
        ledger.endFirstSight(ACCOUNT);

        ledger.learn(ACCOUNT, Sighting.of(analysed("c1").build()));

        assertThat(ledger.seenOnce(ACCOUNT)).isTrue();
        assertThat(ledger.seenOnce(OTHER_ACCOUNT)).isFalse();
        assertThat(ledger.claim(ALL, 10, LEASE)).isEmpty();
        assertThat(ledger.nextLook(ACCOUNT)).isEmpty();
    }

    @Test
    void what_runs_at_the_first_sight_is_never_overdue_and_handed_out_at_its_end() {
        ledger.subscribe(ALL);
        ledger.noteFirstSight(ACCOUNT, List.of(seen("c1", CallStatus.UNKNOWN)));

        forward(Duration.ofDays(400));
        assertThat(ledger.sweep(ACCOUNT, DAY)).isZero();
        assertThat(ledger.due(ACCOUNT, 10, LEASE)).isEmpty();
        ledger.learn(ACCOUNT, Sighting.of(analysed("c1").build()));

        assertThat(ledger.claim(ALL, 10, LEASE))
                .extracting(delivery -> delivery.call().callId())
                .containsExactly("c1");
    }

    @Test
    void nothing_of_a_person_is_kept_from_the_first_sight() {
        ledger.noteFirstSight(ACCOUNT, List.of(seen("c1", CallStatus.COMPLETED)));

        assertThat(ledger.find(ACCOUNT, "c1").orElseThrow().call().to()).isNull();
    }

    @Test
    void a_call_that_is_known_already_is_left_alone() {
        ledger.subscribe(ALL);
        accepted("k1", "c1");
        ledger.noteFirstSight(ACCOUNT, List.of(seen("c1", CallStatus.COMPLETED)));
        ledger.learn(ACCOUNT, Sighting.of(analysed("c1").build()));

        assertThat(ledger.claim(ALL, 10, LEASE)).hasSize(1);
    }
}
