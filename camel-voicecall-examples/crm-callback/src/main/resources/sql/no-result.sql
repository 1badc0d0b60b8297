-- Nobody could say in time what became of the call. Should it become known later, result.sql takes this back.
UPDATE leads SET status = 'UNRESOLVED', reason = :#${body.unresolved}
WHERE id = :#${body.contactId}
