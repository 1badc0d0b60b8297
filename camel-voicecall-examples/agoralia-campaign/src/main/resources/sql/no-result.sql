UPDATE leads SET status = 'UNRESOLVED', call_id = :#${body.id}, reason = :#${body.unresolved} WHERE id = :#${body.contactId}
