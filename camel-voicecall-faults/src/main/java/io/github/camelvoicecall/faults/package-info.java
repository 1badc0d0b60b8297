/** Proves the guarantees of docs/guarantees.md over real sockets, processes and databases while things break. */
package io.github.camelvoicecall.faults;
