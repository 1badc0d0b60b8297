/** Executes provider declarations over camel-http: credentials, limits, safe retry, paging, and what an answer means for the phone. */
package io.github.camelvoicecall.client;
