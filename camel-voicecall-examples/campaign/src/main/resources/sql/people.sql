-- Everybody, always in the same order. The columns have the names that addRecipients reads, so a row is a recipient as it is:
-- what begins with "variables." is for the agent's prompt.
SELECT id AS "contactId", number AS "to", name AS "variables.name", plan AS "variables.plan" FROM people ORDER BY id
