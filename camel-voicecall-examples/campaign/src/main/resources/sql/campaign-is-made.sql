INSERT INTO campaign (id) VALUES (:#${body.id})
