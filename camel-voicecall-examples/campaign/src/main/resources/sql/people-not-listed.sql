-- Who isn't on the campaign's list. The columns have the names that addRecipients reads, so a row is a recipient as it is.
SELECT id AS "contactId", number AS "to", name AS "variables.name", plan AS "variables.plan"
FROM people WHERE status IN ('NEW', 'UNSURE') ORDER BY id
