/** The call ledger and event inbox: what was meant, sent, learnt and handed out. Knows the model and nothing of Camel or HTTP. */
package io.github.camelvoicecall.ledger;
