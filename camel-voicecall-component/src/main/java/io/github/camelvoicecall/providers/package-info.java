/** One class per provider, reading like the provider's API page. */
package io.github.camelvoicecall.providers;
