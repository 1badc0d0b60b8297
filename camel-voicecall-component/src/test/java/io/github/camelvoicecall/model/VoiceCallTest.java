package io.github.camelvoicecall.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelvoicecall.model.TranscriptTurn.Role;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VoiceCallTest {
    private static VoiceCallBuilder call(CallStatus status, String raw) {
        return VoiceCall.of("acme").id("c1").status(status).rawStatus(raw);
    }

    private static final VoiceCall NOTHING_NEW = VoiceCall.of("acme").build();

    @Test
    void whatIsNotSaidIsNeutral() {
        VoiceCall call = VoiceCall.of("acme").build();

        assertThat(call.status()).isEqualTo(CallStatus.UNKNOWN);
        assertThat(call.answeredBy()).isEqualTo(AnsweredBy.UNKNOWN);
        assertThat(call.endReason()).isEqualTo(EndReason.UNKNOWN);
        assertThat(call.extracted()).isEmpty();
        assertThat(call.transcript()).isEmpty();
        assertThat(call.variables()).isEmpty();
        assertThat(call.metadata()).isEmpty();
        assertThat(call.raw()).isEmpty();
        assertThat(call.isTerminal()).isFalse();
    }

    @Test
    void isImmutable() {
        Map<String, Object> raw = new HashMap<>(Map.of("a", 1));
        List<TranscriptTurn> turns = new ArrayList<>(List.of(new TranscriptTurn(Role.AGENT, "Hello")));
        VoiceCall call = VoiceCall.of("acme").raw(raw).transcript(turns).build();
        raw.put("b", 2);
        turns.clear();

        assertThat(call.raw()).containsOnlyKeys("a");
        assertThat(call.transcript()).hasSize(1);
        assertThatThrownBy(() -> call.raw().put("c", 3)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aBuilderKeepsEveryField() {
        VoiceCall full = full();

        assertThat(full.toBuilder().build()).isEqualTo(full);
        assertThat(full).hasNoNullFieldsOrProperties();
        assertThat(VoiceCall.of("acme").build().mergedWith(full).toBuilder()
                        .unresolved("x")
                        .build())
                .isEqualTo(full);
    }

    private static VoiceCall full() {
        Instant at = Instant.parse("2026-01-15T09:00:00Z");
        return VoiceCall.of("acme")
                .id("c1")
                .status(CallStatus.FAILED)
                .rawStatus("failed")
                .direction(Direction.OUTBOUND)
                .to("+15555550123")
                .from("+15555550199")
                .agentId("a")
                .agentName("n")
                .contactId("ci")
                .contactName("cn")
                .campaignId("ca")
                .idempotencyKey("k")
                .createdAt(at)
                .startedAt(at.plusSeconds(1))
                .endedAt(at.plusSeconds(2))
                .durationSeconds(BigDecimal.ONE)
                .answeredBy(AnsweredBy.HUMAN)
                .endReason(EndReason.BUSY)
                .rawEndReason("busy")
                .analysisReady(true)
                .summary("s")
                .classification("cl")
                .sentiment("se")
                .extracted(Map.of("e", 1))
                .transcript(List.of(new TranscriptTurn(Role.AGENT, "Hello")))
                .transcriptUrl("tu")
                .recordingUrl("ru")
                .urlsExpireAt(at.plusSeconds(3))
                .variables(Map.of("v", 1))
                .metadata(Map.of("m", 1))
                .attempt(1)
                .maxAttempts(2)
                .cost(new Cost(BigDecimal.TEN, "USD"))
                .error("er")
                .unresolved("x")
                .verified(true)
                .raw(Map.of("r", 1))
                .build();
    }

    @Test
    void newerKnowledgeComesOnTopOfTheOlder() {
        VoiceCall merged = call(CallStatus.QUEUED, "queued")
                .to("+15555550123")
                .agentName("old")
                .metadata(Map.of("crm", 1))
                .build()
                .mergedWith(
                        call(CallStatus.IN_PROGRESS, "calling").agentName("new").build());

        assertThat(merged.status()).isEqualTo(CallStatus.IN_PROGRESS);
        assertThat(merged.rawStatus()).isEqualTo("calling");
        assertThat(merged.agentName()).isEqualTo("new");
        assertThat(merged.to()).as("what it leaves out is kept").isEqualTo("+15555550123");
        assertThat(merged.metadata()).isEqualTo(Map.of("crm", 1));
    }

    @ParameterizedTest
    @EnumSource(CallStatus.class)
    void aTerminalStatusNeverChanges(CallStatus late) {
        VoiceCall ended = call(CallStatus.COMPLETED, "completed").build();

        VoiceCall merged = ended.mergedWith(call(late, "late").build());

        assertThat(merged.status()).isEqualTo(CallStatus.COMPLETED);
        assertThat(merged.rawStatus()).isEqualTo(late == CallStatus.COMPLETED ? "late" : "completed");
    }

    @ParameterizedTest
    @EnumSource(
            value = CallStatus.class,
            names = {"COMPLETED", "NO_ANSWER", "BUSY", "REJECTED", "CANCELED", "FAILED"})
    void theOrderOfEventsDoesNotMatterForTheEnd(CallStatus end) {
        VoiceCall queued = call(CallStatus.QUEUED, "queued")
                .contactName("Alex")
                .verified(true)
                .build();
        VoiceCall ended =
                call(end, "over").durationSeconds(BigDecimal.TEN).verified(true).build();
        VoiceCall analyzed = VoiceCall.of("acme")
                .id("c1")
                .analysisReady(true)
                .summary("fine")
                .verified(true)
                .build();
        VoiceCall[][] orders = {
            {queued, ended, analyzed},
            {queued, analyzed, ended},
            {ended, queued, analyzed},
            {ended, analyzed, queued},
            {analyzed, queued, ended},
            {analyzed, ended, queued}
        };

        for (VoiceCall[] order : orders) {
            VoiceCall merged = order[0].mergedWith(order[1]).mergedWith(order[2]);
            assertThat(merged)
                    .usingRecursiveComparison()
                    .isEqualTo(call(end, "over")
                            .contactName("Alex")
                            .durationSeconds(BigDecimal.TEN)
                            .analysisReady(true)
                            .summary("fine")
                            .verified(true)
                            .build());
        }
    }

    @Test
    void whatNobodyVerifiedMakesTheCallUnverifiedUntilItIsReadAgain() {
        VoiceCall read = call(CallStatus.QUEUED, "queued").verified(true).build();
        VoiceCall told = call(CallStatus.COMPLETED, "completed").verified(false).build();

        assertThat(read.mergedWith(told).verified()).isFalse();
        assertThat(read.mergedWith(told).mergedWith(read).verified()).isTrue();
    }

    @Test
    void aRecordWithoutStatusKeepsTheOneKnown() {
        assertThat(call(CallStatus.IN_PROGRESS, "calling").build().mergedWith(NOTHING_NEW))
                .returns(CallStatus.IN_PROGRESS, VoiceCall::status)
                .returns("calling", VoiceCall::rawStatus);
    }

    @Test
    void anUnknownWordIsNewKnowledgeUnlessTheCallIsOver() {
        VoiceCall odd = call(CallStatus.UNKNOWN, "hung-up").build();

        assertThat(call(CallStatus.QUEUED, "queued").build().mergedWith(odd))
                .returns(CallStatus.UNKNOWN, VoiceCall::status)
                .returns("hung-up", VoiceCall::rawStatus);
        assertThat(call(CallStatus.FAILED, "failed").build().mergedWith(odd))
                .returns(CallStatus.FAILED, VoiceCall::status)
                .returns("failed", VoiceCall::rawStatus);
    }

    @Test
    void anAnalyzedRecordIsNotOverwrittenByAnEarlierOne() {
        VoiceCall analyzed = call(CallStatus.COMPLETED, "completed")
                .analysisReady(true)
                .summary("final")
                .transcript(List.of(new TranscriptTurn(Role.AGENT, "all")))
                .build();

        VoiceCall merged = analyzed.mergedWith(call(CallStatus.COMPLETED, "completed")
                .summary("draft")
                .recordingUrl("https://r.example")
                .build());

        assertThat(merged.summary()).isEqualTo("final");
        assertThat(merged.transcript()).hasSize(1);
        assertThat(merged.recordingUrl()).isEqualTo("https://r.example");
        assertThat(merged.analysisReady()).isTrue();
    }

    @Test
    void whatIsResolvedIsNoLongerUnresolved() {
        VoiceCall lost = VoiceCall.of("acme")
                .idempotencyKey("k")
                .unresolved("the answer was lost")
                .build();

        assertThat(lost.mergedWith(call(CallStatus.COMPLETED, "completed").build()))
                .returns(null, VoiceCall::unresolved)
                .returns("k", VoiceCall::idempotencyKey);
    }

    @Test
    void aLaterAttemptOvertakesAnEndedOne() {
        VoiceCall failed = full();

        VoiceCall dialling = failed.overtakenBy(
                call(CallStatus.IN_PROGRESS, "calling").attempt(2).build());
        VoiceCall completed =
                dialling.overtakenBy(call(CallStatus.COMPLETED, "completed").build());

        assertThat(dialling.status()).isEqualTo(CallStatus.IN_PROGRESS);
        assertThat(completed.status()).isEqualTo(CallStatus.COMPLETED);
        assertThat(completed.attempt()).isEqualTo(2);
        assertThat(completed.to()).isEqualTo("+15555550123");
        assertThat(completed.metadata()).isEqualTo(Map.of("m", 1));
    }

    @Test
    void nothingOfTheAttemptBeforeIsToldOfTheLaterOne() {
        VoiceCall overtaken =
                full().overtakenBy(call(CallStatus.COMPLETED, "completed").build());

        assertThat(overtaken.error()).isNull();
        assertThat(overtaken.endReason()).isEqualTo(EndReason.UNKNOWN);
        assertThat(overtaken.rawEndReason()).isNull();
        assertThat(overtaken.answeredBy()).isEqualTo(AnsweredBy.UNKNOWN);
        assertThat(overtaken.startedAt()).isNull();
        assertThat(overtaken.endedAt()).isNull();
        assertThat(overtaken.durationSeconds()).isNull();
        assertThat(overtaken.summary()).isNull();
        assertThat(overtaken.transcript()).isEmpty();
        assertThat(overtaken.recordingUrl()).isNull();
        assertThat(overtaken.analysisReady())
                .as("or the route would not wait for the analysis")
                .isFalse();
        assertThat(overtaken.createdAt()).as("but what is the call's own stays").isNotNull();
    }

    @Test
    void moreOfTheSameEndAddsToIt() {
        assertThat(full().overtakenBy(call(CallStatus.FAILED, "failed").build()).error())
                .isEqualTo("er");
    }

    @Test
    void aCountOfBeforeTheFirstDialIsNotToldOfACallThatEnded() {
        VoiceCall queued = call(CallStatus.QUEUED, "queued").attempt(0).build();
        VoiceCall over = call(CallStatus.FAILED, "failed").build();

        assertThat(queued.mergedWith(over).attempt()).isNull();
        assertThat(queued.mergedWith(over.toBuilder().attempt(0).build()).attempt())
                .as("its provider says so")
                .isZero();
        assertThat(queued.toBuilder().attempt(1).build().mergedWith(over).attempt())
                .isEqualTo(1);
    }
}
