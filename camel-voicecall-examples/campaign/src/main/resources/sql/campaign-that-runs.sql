SELECT id FROM campaign WHERE NOT over
