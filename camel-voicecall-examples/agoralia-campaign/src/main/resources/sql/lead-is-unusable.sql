UPDATE leads SET status = 'UNUSABLE', reason = :#${body.reason} WHERE id = :#${body.contactId}
