-- Written as often as it comes, always the same: a result that comes twice does no harm.
-- A provider without a summary may have answers taken from the conversation.
UPDATE leads SET status = :#CamelVoiceCallStatus, summary = COALESCE(CAST(:#${body.summary} AS VARCHAR), NULLIF(CAST(:#answers AS VARCHAR), '{}')),
    classification = :#${body.classification}, recording_url = :#${body.recordingUrl},
    duration_seconds = :#${body.durationSeconds}, call_id = :#${body.id}, reason = :#${body.error}
WHERE id = :#${body.contactId}
