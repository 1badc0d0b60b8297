-- The tables of JdbcCallLedger, version 1, for H2 and PostgreSQL.
--
-- The ledger runs this by itself at start unless createTables=false; then put the table prefix (voicecall_) for every #, and for @bytes
-- the type of binary data: blob on H2, bytea on PostgreSQL. Running it again changes nothing.
--
-- All times (…_at, …_from, …_until, since) are milliseconds since 1970-01-01T00:00:00Z, on the database's clock: exact, and the same on
-- every database. Null in a column that an index sorts by means "never".

-- Which version of the tables this is. Its row is also the lock that first starts of subscriptions take.
create table if not exists #schema (
    version int not null primary key
);

-- One row per call that was intended or learnt about. Rows stay when their data is blanked, so that no key is ever used twice.
create table if not exists #calls (
    ref               varchar not null primary key, -- our reference; travels in what the provider echoes
    provider          varchar not null,
    account           varchar not null,
    scope             varchar,                      -- the key's scope; null for a call placed elsewhere
    intent_key        varchar,                      -- the idempotency key; null for a call placed elsewhere
    fingerprint       varchar,                      -- digest of what the key stands for
    state             varchar not null,             -- INTENDED ACCEPTED NOT_PLACED UNKNOWN ENDED READY OVERDUE
    call_id           varchar,                      -- the provider's id; null until it is known
    status            varchar,                      -- the normalized status, for operators
    request           text,                         -- CallRequest as JSON; null once blanked
    call_json         text,                         -- VoiceCall as JSON, without people's data once blanked
    reason            varchar,                      -- why it was not placed, is unknown or overdue
    created_at        bigint not null,
    open_since        bigint not null,              -- when its deadline starts to run
    ended_at          bigint,
    provisional_until bigint,                       -- until when a redial by the provider may overtake the end
    look_at           bigint,                       -- when to ask the provider; for an INTENDED call, when its hold ends
    looks             int not null,                 -- how often the provider was asked
    sweep_from        bigint,                       -- open_since while a deadline runs
    blank_from        bigint,                       -- when the age of people's data starts to count; null when there is none
    unique (scope, intent_key),
    unique (provider, account, call_id)
);
create index if not exists #calls_look on #calls (provider, account, look_at);
create index if not exists #calls_sweep on #calls (provider, account, sweep_from);
create index if not exists #calls_state on #calls (provider, account, state, created_at);
create index if not exists #calls_blank on #calls (state, blank_from);

-- One row per subscription that ever started.
create table if not exists #subscriptions (
    id               varchar not null primary key, -- kind/provider/account/name
    provider         varchar not null,
    account          varchar not null,
    kind             varchar not null,             -- CALLS EVENTS
    name             varchar not null,
    elsewhere        boolean not null,
    analysis_timeout bigint not null,              -- milliseconds
    since            bigint not null               -- first start
);
create index if not exists #subscriptions_account on #subscriptions (provider, account, kind);

-- One row per call or event and subscription: who has had what.
create table if not exists #deliveries (
    id           varchar not null primary key,
    subscription varchar not null,
    subject      varchar not null, -- ref of the call, or id of the event
    generation   int not null,     -- the result to hand out: 1, more once one superseded another
    delivered    int not null,     -- the last generation that was handed out; 0 for none
    due_at       bigint,           -- when it may be claimed; a claim moves it to the end of its lease; null when handed out or parked
    parked_at    bigint,           -- when it was given up
    lease        varchar,          -- the claim that is out
    attempts     int not null,
    failure      varchar,          -- why the route failed, numbers masked
    unique (subject, subscription)
);
create index if not exists #deliveries_due on #deliveries (subscription, due_at);
create index if not exists #deliveries_parked on #deliveries (subscription, parked_at);

-- One row per webhook event. Rows stay when their body is blanked, so that a repeated event is still known.
create table if not exists #inbox (
    id          varchar not null primary key,
    provider    varchar not null,
    account     varchar not null,
    event_key   varchar not null, -- the dedupe key; a variant of it for a quarantined event
    dedupe_key  varchar not null,
    body_hash   varchar not null,
    type        varchar,
    call_id     varchar,
    body        @bytes,           -- as it came; null once blanked
    received_at bigint not null,
    attempts    int not null,
    due_at      bigint,           -- when it may be claimed; null when it was processed or is quarantined
    quarantined boolean not null, -- came with the key of another event and another body
    blank_from  bigint,           -- received_at while there is a body
    unique (provider, account, event_key)
);
create index if not exists #inbox_due on #inbox (provider, account, due_at);
create index if not exists #inbox_blank on #inbox (blank_from);

-- One row per limit that replicas share.
create table if not exists #limits (
    limiter varchar not null primary key,
    granted varchar not null -- until:count,…
);
