MERGE INTO campaign (id) KEY (id) VALUES (:#${body.id})
