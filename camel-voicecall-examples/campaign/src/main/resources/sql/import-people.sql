-- H2 reads the file by itself. Who is in the CRM already stays as they are.
INSERT INTO people (id, name, plan, number)
SELECT file."contactId", file."contactName", file."variables.plan", file."to"
FROM CSVREAD(:#file, NULL, 'caseSensitiveColumnNames=true') file
WHERE NOT EXISTS (SELECT 1 FROM people WHERE people.id = file."contactId")
