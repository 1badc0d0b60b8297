/** Webhooks that nobody should believe, thrown at real listeners while good ones keep coming; see {@link io.github.camelvoicecall.faults.hostile.Run}. */
package io.github.camelvoicecall.faults.hostile;
