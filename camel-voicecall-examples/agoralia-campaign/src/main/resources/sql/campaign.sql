SELECT id FROM campaign WHERE proposal IS NOT NULL
