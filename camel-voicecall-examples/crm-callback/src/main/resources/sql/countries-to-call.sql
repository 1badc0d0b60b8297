-- The countries in which somebody waits for a call.
SELECT DISTINCT country FROM leads WHERE status = 'NEW' ORDER BY country
