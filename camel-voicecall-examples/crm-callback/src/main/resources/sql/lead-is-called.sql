-- Only from NEW: the result may have been faster.
UPDATE leads SET status = 'CALLING', call_id = :#CamelVoiceCallId WHERE id = :#${body.contactId} AND status = 'NEW'
