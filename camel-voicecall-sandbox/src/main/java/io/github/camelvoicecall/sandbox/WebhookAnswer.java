package io.github.camelvoicecall.sandbox;

/**
 * What came of one attempt to deliver a webhook. Immutable.
 *
 * @param callId the call that the event is about
 * @param event the provider's name of the event
 * @param attempt 1 for the first attempt of this event, or of this copy of it
 * @param status HTTP status of the receiver, 0 if there was no answer
 * @param millis from sending until the answer or the failure, in milliseconds
 * @param failure why there was no answer, empty if there was one
 */
public record WebhookAnswer(String callId, String event, int attempt, int status, long millis, String failure) {}
