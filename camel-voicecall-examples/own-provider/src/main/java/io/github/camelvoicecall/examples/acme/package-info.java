/** A provider of one's own, declared outside of the component. */
package io.github.camelvoicecall.examples.acme;
