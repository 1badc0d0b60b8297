package io.github.camelvoicecall.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.camelvoicecall.model.Identified;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.Paging;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists that go on. */
interface PagingContract extends OnStage {
    @Test
    default void a_list_goes_on_to_its_second_page() throws Exception {
        List<Operation> lists = stage().spec().bindings().keySet().stream()
                .filter(operation -> goesOn(stage().spec().binding(operation).orElseThrow()))
                .toList();
        assumeFalse(lists.isEmpty(), "no list of the provider has pages");
        Walk.through(stage());
        Walk.through(stage()); // two of everything

        for (Operation list : lists) {
            stage().route(list + "-paged", stage().uri(list, stage().server().apiKey(), "pageSize=1"));
            eventually().untilAsserted(() -> assertPaged(list));
        }
    }

    private void assertPaged(Operation list) throws Exception {
        int before = stage().received(list).size();
        List<?> all = (List<?>) stage().ask(list + "-paged", stage().samples().of(list));

        assertThat(all).as("items of %s", list).hasSizeGreaterThan(1);
        assertThat(all).extracting(item -> ((Identified) item).id()).doesNotHaveDuplicates();
        assertThat(stage().received(list).size() - before)
                .as("pages of %s", list)
                .isGreaterThanOrEqualTo(all.size());
    }

    private static boolean goesOn(Binding binding) {
        Paging paging = binding.paging();
        return paging != null && paging.maxSize() < Integer.MAX_VALUE && !paging.cut(1, 1);
    }
}
