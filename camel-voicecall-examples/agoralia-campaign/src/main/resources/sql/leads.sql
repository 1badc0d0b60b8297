-- Everybody, always in the same order. The columns have the names that addRecipients reads, so a row is a recipient as it is.
SELECT id AS "contactId", number AS "to", name AS "contactName", city AS "variables.city" FROM leads ORDER BY id
