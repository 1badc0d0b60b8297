package io.github.camelvoicecall.ledger;

import org.junit.jupiter.api.Nested;

/** The contract, kept by the ledger in an H2 file. */
class JdbcCallLedgerContractTest {
    @Nested
    class Intents extends IntentsContract {
        Intents() {
            super(LedgerKind.H2_FILE);
        }
    }

    @Nested
    class Learning extends LearningContract {
        Learning() {
            super(LedgerKind.H2_FILE);
        }
    }

    @Nested
    class Looking extends LookingContract {
        Looking() {
            super(LedgerKind.H2_FILE);
        }
    }

    @Nested
    class HandOut extends HandOutContract {
        HandOut() {
            super(LedgerKind.H2_FILE);
        }
    }

    @Nested
    class Inbox extends InboxContract {
        Inbox() {
            super(LedgerKind.H2_FILE);
        }
    }

    @Nested
    class Limits extends LimitsContract {
        Limits() {
            super(LedgerKind.H2_FILE);
        }
    }

    @Nested
    class Batches extends BatchesContract {
        Batches() {
            super(LedgerKind.H2_FILE);
        }
    }

    @Nested
    class Leads extends LeadsContract {
        Leads() {
            super(LedgerKind.H2_FILE);
        }
    }

    @Nested
    class Care extends CareContract {
        Care() {
            super(LedgerKind.H2_FILE);
        }
    }

    @Nested
    class Competition extends CompetitionContract {
        Competition() {
            super(LedgerKind.H2_FILE);
        }
    }

    @Nested
    class Fences extends FenceContract {
        Fences() {
            super(LedgerKind.H2_FILE);
        }
    }
}
