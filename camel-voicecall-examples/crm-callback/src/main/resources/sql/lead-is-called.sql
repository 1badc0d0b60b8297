-- Only of those who wait: the result may have been faster.
UPDATE leads SET status = 'CALLING', call_id = :#CamelVoiceCallId, reason = NULL WHERE id = :#${body.contactId} AND status IN ('NEW', 'UNKNOWN')
