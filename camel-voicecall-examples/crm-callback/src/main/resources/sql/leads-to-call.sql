-- Who waits for a call in one country. The columns have the names that triggerCall reads, so a row is a call request as it is.
-- The key names the intent: this lead is called once. However often it is asked for, the telephone rings once.
SELECT phone AS "to", name AS "contactName", id AS "contactId", 'lead-' || id AS "idempotencyKey"
FROM leads WHERE status = 'NEW' AND country = :#country ORDER BY id
