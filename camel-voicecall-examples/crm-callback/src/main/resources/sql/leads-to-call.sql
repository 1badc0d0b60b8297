-- Who waits for a call in one country. The columns have the names that triggerCall reads, so a row is a call request as it is.
-- The key names the intent: this lead is called once. However often it is asked for, the telephone rings once. So a lead whose
-- answer was lost may be asked for again: the component says what it knows by now, and calls only if it is sure that nobody did.
SELECT phone AS "to", name AS "contactName", id AS "contactId", 'lead-' || id AS "idempotencyKey"
FROM leads WHERE country = :#country
  AND (status = 'NEW' OR status = 'UNKNOWN' AND asked_at < DATEADD(SECOND, -CAST(:#askAgain AS INT), LOCALTIMESTAMP))
ORDER BY id
