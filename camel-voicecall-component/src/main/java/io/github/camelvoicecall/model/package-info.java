/** Values every provider shares: calls, requests, events, statuses and the exceptions. Immutable, free of Camel but for the base exception. */
package io.github.camelvoicecall.model;
