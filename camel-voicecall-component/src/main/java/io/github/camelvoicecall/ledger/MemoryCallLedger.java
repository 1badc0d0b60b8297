package io.github.camelvoicecall.ledger;
public abstract class MemoryCallLedger implements CallLedger { }
