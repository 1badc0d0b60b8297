-- The tables of JdbcCallLedger, version 3, for H2 and PostgreSQL.
--
-- The ledger runs this by itself at start unless createTables=false; then put the table prefix (voicecall_) for every #, and for @bytes
-- the type of binary data: blob on H2, bytea on PostgreSQL. Running it again changes nothing.
--
-- All times (…_at, …_from, …_until, since) are milliseconds since 1970-01-01T00:00:00Z, on the database's clock: exact, and the same on
-- every database. Null in a column that an index sorts by means "never".

-- Which version of the tables this is. Its row is also the lock that first starts of subscriptions take.
create table if not exists #schema (
    version int not null primary key,
    secret  varchar -- what the hashes of forgotten keys are made with; the ledger fills it in
);
insert into #schema (version) select 3 where not exists (select 1 from #schema);

-- One row per call that was intended or learnt about. Rows stay when their data is blanked, so that no key is ever used twice; of a forgotten
-- person's key a keyed hash stays (forgotten:...).
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
    since            bigint not null,              -- first start
    leaves_out       varchar,                      -- what its consumers leave out; null for nothing
    seen_at          bigint                        -- when one of them was there last; null when the last one left
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
    verified    boolean not null, -- its signature was verified
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

-- One row per batch of recipients that was intended: a job that runs again sends none of them twice. Holds nobody's data.
create table if not exists #batches (
    provider    varchar not null,
    account     varchar not null,
    campaign    varchar not null, -- empty where the provider has none
    job         varchar not null, -- the job's idempotency key
    first_row   bigint not null,  -- counted over the whole input of the job
    row_count   int not null,     -- parts of a refused batch stand beside it
    hash        varchar not null, -- digest of what is sent
    state       varchar not null, -- INTENDED SENT NOT_SENT UNKNOWN
    failed      int not null,     -- rows that the provider counted as failed
    reason      varchar,          -- why it was not sent or is unknown
    intended_at bigint not null,
    hold_until  bigint not null,  -- how long its owner may take to settle it
    settled_at  bigint,
    primary key (provider, account, campaign, job, first_row, row_count)
);

-- One row per account whose list of calls tells no times and was read to its end once: what isn't known since then is new.
create table if not exists #first_sights (
    provider varchar not null,
    account  varchar not null,
    primary key (provider, account)
);

-- One row per call that rings somebody, so that a fence finds it. Pruned after 30 days, the longest fence.
create table if not exists #rings (
    person   varchar not null, -- keyed hash of the number's digits
    ref      varchar not null, -- of the call
    rings_at bigint not null   -- when it was meant to ring
);
create index if not exists #rings_person on #rings (person, rings_at);
create index if not exists #rings_at on #rings (rings_at);

-- 4096 rows at most. Whoever asks whether a fence is in the way holds the one that the person's hash ends with.
create table if not exists #fences (
    slot varchar not null primary key
);

-- One row per person of a campaign whose calls tell no more than a number. Pruned with people's data.
create table if not exists #leads (
    provider varchar not null,
    account  varchar not null,
    campaign varchar not null,
    digits   varchar not null, -- of the number
    person   text not null,    -- Recipient as JSON
    kept_at  bigint not null,
    primary key (provider, account, campaign, digits)
);
create index if not exists #leads_digits on #leads (digits);
create index if not exists #leads_kept on #leads (kept_at);
