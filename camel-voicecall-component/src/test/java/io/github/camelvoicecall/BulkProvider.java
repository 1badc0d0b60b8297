package io.github.camelvoicecall;

import io.github.camelvoicecall.model.Recipient;
import io.github.camelvoicecall.provider.Auth;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.Bulk;
import io.github.camelvoicecall.provider.Field;
import io.github.camelvoicecall.provider.FieldException;
import io.github.camelvoicecall.provider.JsonRow;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.ProviderSpec;
import io.github.camelvoicecall.provider.Taken;
import io.github.camelvoicecall.provider.VoiceProvider;

/** Made-up providers of both kinds: one that adds whatever comes, and one that knows people by an id and honours a key. */
enum BulkProvider implements VoiceProvider {
    APPENDING {
        @Override
        public ProviderSpec spec() {
            return ProviderSpec.named("appending")
                    .baseUrl("https://appending.example")
                    .auth(Auth.bearer())
                    .on(
                            Operation.ADD_RECIPIENTS,
                            Binding.post("/campaigns/{campaignId}/people")
                                    .bulk(Bulk.of("people", BulkProvider::person)
                                            .most(MOST_ROWS, MOST_BYTES)))
                    .build();
        }
    },
    UPSERTING {
        @Override
        public ProviderSpec spec() {
            return ProviderSpec.named("upserting")
                    .baseUrl("https://upserting.example")
                    .auth(Auth.bearer())
                    .idempotencyHeader("Idempotency-Key")
                    .on(
                            Operation.ADD_RECIPIENTS,
                            Binding.post("/people:upsert")
                                    .fields(Field.integer("campaignId")
                                            .as("campaign_id")
                                            .required())
                                    .keyed()
                                    .bulk(Bulk.of("items", BulkProvider::person)
                                            .most(MOST_ROWS, MOST_BYTES)
                                            .upserting()
                                            .counts(json -> Taken.upserted(
                                                    json.integer("created"),
                                                    json.integer("updated"),
                                                    json.integer("failed")))))
                    .build();
        }
    };

    static final int MOST_ROWS = 5000;
    static final int MOST_BYTES = 2 * 1024 * 1024;

    private static void person(JsonRow row, Recipient recipient) {
        if (!recipient.to().matches("\\+\\d{10,15}")) {
            throw new FieldException("to", "must have 10 to 15 digits here");
        }
        row.put("id", recipient.contactId())
                .put("phone", recipient.to())
                .put("name", recipient.contactName())
                .put("vars", recipient.variables(), "variables", 4096)
                .extra(recipient.extra());
    }
}
