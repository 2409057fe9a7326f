-- SPDX-License-Identifier: Apache-2.0
-- Ends of agreements, as both parties tell each other.

-- That we ended one: written in the transaction of the end, sent until the other party says that it knows.
CREATE TABLE end_notice (
    agreement    TEXT PRIMARY KEY REFERENCES agreement,
    peer         TEXT        NOT NULL,
    state        TEXT        NOT NULL CHECK (state IN ('ENDED', 'REVOKED')),
    reason       TEXT        NOT NULL,
    at           TIMESTAMPTZ NOT NULL,
    -- What we signed; from then on it never changes.
    jws          TEXT,
    progress     TEXT        NOT NULL DEFAULT 'WAITING' CHECK (progress IN ('WAITING', 'TOLD', 'ONE_SIDED', 'GIVEN_UP')),
    attempts     INT         NOT NULL DEFAULT 0,
    next_attempt TIMESTAMPTZ NOT NULL DEFAULT '-infinity',
    problem      TEXT
);
CREATE INDEX end_notice_due ON end_notice (next_attempt) WHERE progress = 'WAITING';

-- That the other party ended one: its own words under its signature. Evidence: never changed.
CREATE TABLE peer_end (
    agreement TEXT PRIMARY KEY REFERENCES agreement,
    state     TEXT        NOT NULL CHECK (state IN ('ENDED', 'REVOKED')),
    reason    TEXT        NOT NULL,
    at        TIMESTAMPTZ NOT NULL,
    jws       TEXT        NOT NULL
);
CREATE TRIGGER peer_end_kept BEFORE UPDATE OR DELETE ON peer_end FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER peer_end_not_emptied BEFORE TRUNCATE ON peer_end FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
