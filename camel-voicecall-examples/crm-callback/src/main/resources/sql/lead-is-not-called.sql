-- Only from NEW: the result may have been faster.
UPDATE leads SET status = :#leadStatus, reason = :#reason WHERE id = :#${body[contactId]} AND status = 'NEW'
