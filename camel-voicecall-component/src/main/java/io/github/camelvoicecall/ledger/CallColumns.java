package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.VoiceCall;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Calls as columns. */
final class CallColumns {
    static final String SELECT = """
            select ref, provider, account, scope, intent_key, fingerprint, state, call_id, request, call_json, reason,
                   created_at, open_since, ended_at, provisional_until, look_at, looks, blank_from
            from #calls
            """;

    private CallColumns() {}

    /** @return the values of all columns, as the statements of {@link JdbcCalls} name them */
    static List<Object> of(Entry entry) {
        CallRow row = entry.row();
        List<Object> columns = new ArrayList<>();
        columns.add(row.ref());
        columns.add(row.account().provider());
        columns.add(row.account().name());
        columns.add(row.scope());
        columns.add(row.key());
        columns.add(row.fingerprint());
        columns.add(row.state());
        columns.add(row.callId());
        columns.add(row.call() == null ? null : row.call().status());
        columns.add(Json.write(row.request()));
        columns.add(Json.write(row.call()));
        columns.add(row.reason());
        columns.add(row.createdAt());
        columns.add(row.openSince());
        columns.add(row.endedAt());
        columns.add(entry.provisionalUntil());
        columns.add(row.lookAt());
        columns.add(row.looks());
        columns.add(entry.sweepFrom());
        columns.add(entry.blankFrom());
        return columns;
    }

    static Entry read(ResultSet row) throws SQLException {
        CallRow call = new CallRow(
                row.getString("ref"),
                new AccountId(row.getString("provider"), row.getString("account")),
                row.getString("scope"),
                row.getString("intent_key"),
                row.getString("fingerprint"),
                CallState.valueOf(row.getString("state")),
                row.getString("call_id"),
                Json.read(row.getString("request"), CallRequest.class),
                Json.read(row.getString("call_json"), VoiceCall.class),
                row.getString("reason"),
                Sql.instant(row, "created_at"),
                Sql.instant(row, "open_since"),
                Sql.instant(row, "ended_at"),
                Sql.instant(row, "look_at"),
                row.getInt("looks"));
        return new Entry(call, Sql.instant(row, "provisional_until"), Sql.instant(row, "blank_from") == null);
    }
}
