-- Only of those who wait: the result may have been faster.
UPDATE leads SET status = :#leadStatus, reason = :#reason, asked_at = LOCALTIMESTAMP WHERE id = :#${body[contactId]} AND status IN ('NEW', 'UNKNOWN')
