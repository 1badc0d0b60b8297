package io.github.camelvoicecall.model;

import java.math.BigDecimal;

/**
 * What a call cost, in the provider's own unit.
 *
 * @param amount the amount
 * @param unit for example {@code USD}, {@code USD_CENT} or {@code CREDIT}
 */
public record Cost(BigDecimal amount, String unit) {}
