/** What every provider must do, as tests: their author extends {@link io.github.camelvoicecall.contract.ProviderContract}. */
package io.github.camelvoicecall.contract;
