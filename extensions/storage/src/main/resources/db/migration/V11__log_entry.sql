-- SPDX-License-Identifier: Apache-2.0
-- The policy log is the record; these rows are made from it, for queries, and can be made anew at any time.

DROP TABLE decision;

CREATE TABLE log_entry (
    -- Each replica has a log of its own.
    replica   TEXT        NOT NULL,
    index     BIGINT      NOT NULL,
    id        UUID,
    at        TIMESTAMPTZ NOT NULL,
    logged    BIGINT      NOT NULL,
    leaf      BYTEA       NOT NULL CHECK (octet_length(leaf) = 32),
    type      TEXT        NOT NULL,
    outcome   TEXT,
    peer      TEXT,
    agreement TEXT,
    dataset   TEXT,
    actor     TEXT,
    payload   TEXT,
    PRIMARY KEY (replica, index)
);
CREATE INDEX log_entry_id ON log_entry (id);
-- The highest time that was ever decided on: the ledger's clock does not run back behind it.
CREATE INDEX log_entry_at ON log_entry (at);
-- Askers choose these texts; an index takes no more than 2,700 bytes of one.
CREATE INDEX log_entry_peer ON log_entry (left(peer, 200), logged, index) WHERE peer IS NOT NULL;
CREATE INDEX log_entry_agreement ON log_entry (left(agreement, 200), logged, index) WHERE agreement IS NOT NULL;
CREATE INDEX log_entry_dataset ON log_entry (left(dataset, 200), logged, index) WHERE dataset IS NOT NULL;
CREATE INDEX log_entry_actor ON log_entry (left(actor, 200), logged, index) WHERE actor IS NOT NULL;
CREATE INDEX log_entry_outcome ON log_entry (outcome, logged, index) WHERE outcome IN ('deny', 'error');
CREATE INDEX log_entry_newest ON log_entry (logged, index);
