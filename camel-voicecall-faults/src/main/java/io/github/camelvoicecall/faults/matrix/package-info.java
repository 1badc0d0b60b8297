/** The fault matrix: every fault at every provider, and what becomes of the call, of the ledger, of the route and of the completion. */
package io.github.camelvoicecall.faults.matrix;
