-- The CRM: one row for each person to be called back.
-- status: NEW        to be called
--         CALLING    called, the result is awaited
--         UNKNOWN    the answer was lost, so perhaps called; the result is awaited, and now and then it is asked under the same key
--         UNUSABLE   can't be called, see reason
--         NOT_CALLED something else was in the way, see reason; tried again by the next run
--         UNRESOLVED nobody could say what became of the call, see reason
--         or how the call ended: COMPLETED, NO_ANSWER, BUSY, REJECTED, CANCELED, FAILED
CREATE TABLE IF NOT EXISTS leads (
    id               VARCHAR(100) PRIMARY KEY,
    name             VARCHAR(200),
    country          VARCHAR(2)   NOT NULL, -- becomes part of an address in the route, so nothing but letters may come in
    phone            VARCHAR(100), -- as it was written
    number           VARCHAR(20),  -- as everybody writes it alike, to see that two leads share a telephone
    status           VARCHAR(20)  NOT NULL DEFAULT 'NEW',
    reason           VARCHAR,
    summary          VARCHAR,
    classification   VARCHAR,
    recording_url    VARCHAR,
    duration_seconds DECIMAL(10, 3),
    call_id          VARCHAR(200),
    asked_at         TIMESTAMP, -- when the call was asked for last without a certain answer
    CHECK (country IN ('') OR REGEXP_LIKE(country, '^[A-Z]{2}$'))
);

-- Which file the leads came from.
CREATE TABLE IF NOT EXISTS import (leads_file VARCHAR NOT NULL);
