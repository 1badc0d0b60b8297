-- The CRM: one row for each lead.
-- status: NEW        not called yet
--         UNUSABLE   can't be called, see reason
--         UNRESOLVED nobody could say in time what became of the call, see reason
--         or how the call ended: COMPLETED, NO_ANSWER, BUSY, REJECTED, FAILED
CREATE TABLE IF NOT EXISTS leads (
    id       VARCHAR(100) PRIMARY KEY,
    name     VARCHAR(200),
    number   VARCHAR(100),
    city     VARCHAR(200),
    status   VARCHAR(20) NOT NULL DEFAULT 'NEW',
    reason   VARCHAR,
    call_id  VARCHAR(200),
    premium  DECIMAL(10, 2), -- what was said in the call
    switches BOOLEAN         -- what was said in the call
);

-- The campaign at the provider, and the proposal that somebody has to confirm there.
CREATE TABLE IF NOT EXISTS campaign (id VARCHAR(200) PRIMARY KEY, proposal VARCHAR(200));
