package io.github.camelvoicecall.ledger;

import org.junit.jupiter.api.Nested;

/** The contract, kept by the ledger in memory. */
class MemoryCallLedgerContractTest {
    @Nested
    class Intents extends IntentsContract {
        Intents() {
            super(LedgerKind.MEMORY);
        }
    }

    @Nested
    class Learning extends LearningContract {
        Learning() {
            super(LedgerKind.MEMORY);
        }
    }

    @Nested
    class Looking extends LookingContract {
        Looking() {
            super(LedgerKind.MEMORY);
        }
    }

    @Nested
    class HandOut extends HandOutContract {
        HandOut() {
            super(LedgerKind.MEMORY);
        }
    }

    @Nested
    class Inbox extends InboxContract {
        Inbox() {
            super(LedgerKind.MEMORY);
        }
    }

    @Nested
    class Limits extends LimitsContract {
        Limits() {
            super(LedgerKind.MEMORY);
        }
    }

    @Nested
    class Batches extends BatchesContract {
        Batches() {
            super(LedgerKind.MEMORY);
        }
    }

    @Nested
    class Leads extends LeadsContract {
        Leads() {
            super(LedgerKind.MEMORY);
        }
    }

    @Nested
    class Care extends CareContract {
        Care() {
            super(LedgerKind.MEMORY);
        }
    }

    @Nested
    class Competition extends CompetitionContract {
        Competition() {
            super(LedgerKind.MEMORY);
        }
    }

    @Nested
    class Fences extends FenceContract {
        Fences() {
            super(LedgerKind.MEMORY);
        }
    }
}
