-- A row of the table of results. Its columns are those that the campaign was made with.
UPDATE leads SET premium = :#${body[premium]}, switches = :#${body[switches]} WHERE number = :#${body[phone]}
