SELECT id FROM campaign WHERE proposal IS NULL
