-- The CRM: one row for each person.
-- status: NEW      not on the campaign's list yet, as far as is known
--         LISTED   on the campaign's list
--         UNSURE   sent to the provider, and the answer was lost; its list of calls settles it
--         UNUSABLE can't be called, see reason
--         or how the call ended: COMPLETED, NO_ANSWER, BUSY, REJECTED, FAILED
CREATE TABLE IF NOT EXISTS people (
    id               VARCHAR(100) PRIMARY KEY,
    name             VARCHAR(200),
    plan             VARCHAR(100),
    number           VARCHAR(100),
    status           VARCHAR(20) NOT NULL DEFAULT 'NEW',
    reason           VARCHAR,
    duration_seconds DECIMAL(10, 3),
    call_id          VARCHAR(200)
);
CREATE INDEX IF NOT EXISTS people_by_number ON people (number);

-- The campaign at the provider. A run that was killed is found here, and goes on.
CREATE TABLE IF NOT EXISTS campaign (id VARCHAR(200) PRIMARY KEY, over BOOLEAN NOT NULL DEFAULT FALSE);
