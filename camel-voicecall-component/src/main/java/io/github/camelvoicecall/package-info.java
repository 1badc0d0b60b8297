/** The Camel component {@code voicecall:provider:operation}. */
package io.github.camelvoicecall;
