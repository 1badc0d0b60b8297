-- The countries in which somebody waits for a call.
SELECT DISTINCT country FROM leads WHERE status IN ('NEW', 'UNKNOWN') ORDER BY country
