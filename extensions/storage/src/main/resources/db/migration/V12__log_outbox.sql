-- SPDX-License-Identifier: Apache-2.0
-- What happened and is not on record yet: written in the transaction of the change it tells of, deleted once the policy log has it.
CREATE TABLE log_outbox (
    sequence  BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id        UUID        NOT NULL UNIQUE,
    at        TIMESTAMPTZ NOT NULL,
    type      TEXT        NOT NULL,
    peer      TEXT,
    agreement TEXT,
    members   JSONB       NOT NULL
);

-- The last state of each negotiation and transfer that was told, and who asked for the next one.
CREATE TABLE log_state (
    type    TEXT NOT NULL,
    process TEXT NOT NULL,
    state   TEXT,
    actor   TEXT,
    PRIMARY KEY (type, process)
);
