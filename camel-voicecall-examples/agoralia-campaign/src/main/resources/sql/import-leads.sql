-- H2 reads the file by itself. Who is in the CRM already stays as they are.
INSERT INTO leads (id, name, number, city) SELECT id, name, number, city FROM CSVREAD('classpath:leads.csv') file
WHERE NOT EXISTS (SELECT 1 FROM leads WHERE leads.id = file.id)
