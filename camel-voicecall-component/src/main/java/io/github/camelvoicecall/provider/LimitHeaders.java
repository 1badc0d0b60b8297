package io.github.camelvoicecall.provider;

/**
 * Response headers that tell how much of a limit is left.
 *
 * @param remaining how many requests are left
 * @param reset when there are more, Unix time in seconds
 */
public record LimitHeaders(String remaining, String reset) {}
