package io.github.camelvoicecall;

import io.github.camelvoicecall.client.ApiClient;
import io.github.camelvoicecall.client.PageIterator;
import io.github.camelvoicecall.client.RateLimiter;
import io.github.camelvoicecall.client.Reading;
import io.github.camelvoicecall.ledger.CallRow;
import io.github.camelvoicecall.provider.Asked;
import io.github.camelvoicecall.provider.Operation;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Answers with lists: cut at {@code maxItems}, which a header tells, or read page by page as the route asks for more. Thread safe. */
final class CallLists {
    private final VoiceCallConfiguration options;
    private final Operation operation;
    private final Account account;
    private final ApiClient client;

    CallLists(VoiceCallEndpoint endpoint, ApiClient client) {
        this.options = endpoint.getConfiguration();
        this.operation = endpoint.operation();
        this.account = endpoint.account();
        this.client = client;
    }

    void calls(Exchange exchange, Asked asked) {
        PageIterator<Reading> pages = client.calls(operation, asked, options.getPageSize(), RateLimiter.Use.READ);
        answer(exchange, new Mapped<>(pages, account.news()::shown));
    }

    void things(Exchange exchange, Asked asked) {
        PageIterator<Object> pages = client.list(operation, asked, options.getPageSize(), RateLimiter.Use.READ);
        answer(exchange, new Mapped<>(pages, item -> item));
    }

    void unresolved(Exchange exchange) {
        int oneMore = most() == Integer.MAX_VALUE ? most() : most() + 1;
        List<CallRow> rows = account.ledger().unresolved(account.id(), oneMore);
        boolean more = rows.size() > most();
        List<CallRow> shown = more ? rows.subList(0, most()) : rows;
        answer(exchange, shown.stream().map(CallRow::toCall).toList(), more);
    }

    private void answer(Exchange exchange, Mapped<?, ?> items) {
        if (options.getOutputType() == VoiceCallConfiguration.OutputType.StreamList) {
            exchange.getExchangeExtension().addOnCompletion(items.closer());
            answer(exchange.getMessage(), items);
            return;
        }
        List<Object> list = new ArrayList<>();
        while (list.size() < most() && items.hasNext()) {
            list.add(items.next());
        }
        answer(exchange, list, list.size() == most() && items.hasNext() || items.cut());
    }

    private void answer(Exchange exchange, List<?> list, boolean more) {
        exchange.getMessage().setHeader(VoiceCallConstants.TRUNCATED, more);
        answer(exchange.getMessage(), list);
    }

    private void answer(Message message, Object items) {
        message.setHeader(VoiceCallConstants.PROVIDER, account.spec().name());
        message.setBody(items);
    }

    private int most() {
        return options.getMaxItems() <= 0 ? Integer.MAX_VALUE : options.getMaxItems();
    }
}
