/** What a provider is made of: the SPI and the small immutable values of its declaration. Free of Camel and HTTP. */
package io.github.camelvoicecall.provider;
