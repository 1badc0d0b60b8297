package io.github.camelvoicecall.ledger;

/**
 * Which rows of a table somebody may take: those whose time has come, soonest first, unless somebody else is at them.
 *
 * @param select the columns, and the table
 * @param table the table
 * @param key its primary key
 * @param time the column that says from when on
 * @param order what the index begins with that finds them, up to the time
 */
record Claim(String select, String table, String key, String time, String order) {}
