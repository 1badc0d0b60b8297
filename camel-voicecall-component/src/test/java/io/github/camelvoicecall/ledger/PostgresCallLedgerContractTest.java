package io.github.camelvoicecall.ledger;

import org.junit.jupiter.api.Nested;

/** The contract, kept by the ledger in PostgreSQL. */
class PostgresCallLedgerContractTest {
    @Nested
    class Intents extends IntentsContract {
        Intents() {
            super(LedgerKind.POSTGRESQL);
        }
    }

    @Nested
    class Learning extends LearningContract {
        Learning() {
            super(LedgerKind.POSTGRESQL);
        }
    }

    @Nested
    class Looking extends LookingContract {
        Looking() {
            super(LedgerKind.POSTGRESQL);
        }
    }

    @Nested
    class HandOut extends HandOutContract {
        HandOut() {
            super(LedgerKind.POSTGRESQL);
        }
    }

    @Nested
    class Inbox extends InboxContract {
        Inbox() {
            super(LedgerKind.POSTGRESQL);
        }
    }

    @Nested
    class Limits extends LimitsContract {
        Limits() {
            super(LedgerKind.POSTGRESQL);
        }
    }

    @Nested
    class Batches extends BatchesContract {
        Batches() {
            super(LedgerKind.POSTGRESQL);
        }
    }

    @Nested
    class Leads extends LeadsContract {
        Leads() {
            super(LedgerKind.POSTGRESQL);
        }
    }

    @Nested
    class Care extends CareContract {
        Care() {
            super(LedgerKind.POSTGRESQL);
        }
    }

    @Nested
    class Competition extends CompetitionContract {
        Competition() {
            super(LedgerKind.POSTGRESQL);
        }
    }

    @Nested
    class Fences extends FenceContract {
        Fences() {
            super(LedgerKind.POSTGRESQL);
        }
    }
}
