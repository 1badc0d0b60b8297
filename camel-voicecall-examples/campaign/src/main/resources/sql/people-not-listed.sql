-- Who isn't on the campaign's list, as far as is known.
SELECT id AS "contactId", number AS "to", name AS "variables.name", plan AS "variables.plan"
FROM people WHERE status IN ('NEW', 'UNSURE') ORDER BY id
