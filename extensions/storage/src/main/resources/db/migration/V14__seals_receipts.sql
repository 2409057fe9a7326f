-- SPDX-License-Identifier: Apache-2.0
-- What two firms sign for each other about an agreement. The policy log is the record; these are the texts it names by their hash,
-- and how far each has come.

CREATE TABLE seal (
    agreement    TEXT PRIMARY KEY,
    -- What we signed as the provider.
    half         TEXT,
    -- With both signatures.
    complete     TEXT,
    -- Whether our log names it; from then on it never changes.
    logged       BOOLEAN     NOT NULL DEFAULT false CHECK (NOT logged OR complete IS NOT NULL),
    attempts     INT         NOT NULL DEFAULT 0,
    next_attempt TIMESTAMPTZ NOT NULL DEFAULT '-infinity',
    problem      TEXT
);
CREATE INDEX seal_unlogged ON seal (agreement) WHERE complete IS NOT NULL AND NOT logged;

-- For what we received; sent until the provider takes or refuses it.
CREATE TABLE given_receipt (
    agreement    TEXT        NOT NULL,
    use          UUID        NOT NULL,
    provider     TEXT        NOT NULL,
    jws          TEXT        NOT NULL,
    state        TEXT        NOT NULL CHECK (state IN ('KEPT', 'LOGGED', 'DELIVERED', 'REFUSED')),
    attempts     INT         NOT NULL DEFAULT 0,
    next_attempt TIMESTAMPTZ NOT NULL DEFAULT '-infinity',
    problem      TEXT,
    sequence     BIGINT GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (agreement, use)
);
CREATE INDEX given_receipt_kept ON given_receipt (sequence) WHERE state = 'KEPT';
CREATE INDEX given_receipt_due ON given_receipt (next_attempt, sequence) WHERE state = 'LOGGED';
CREATE INDEX given_receipt_refused ON given_receipt (sequence) WHERE state = 'REFUSED';

-- For what we sent. The figures are our own; without them it is not known what was sent.
CREATE TABLE taken_receipt (
    use         UUID PRIMARY KEY,
    agreement   TEXT    NOT NULL,
    jws         TEXT    NOT NULL,
    sent_bytes  BIGINT,
    sent_sha256 TEXT,
    logged      BOOLEAN NOT NULL DEFAULT false,
    sequence    BIGINT GENERATED ALWAYS AS IDENTITY
);
CREATE INDEX taken_receipt_agreement ON taken_receipt (agreement, sequence);
CREATE INDEX taken_receipt_unlogged ON taken_receipt (sequence) WHERE NOT logged;

-- What the data plane sent under sealed agreements, until its receipt is logged.
CREATE TABLE delivered_body (
    use       UUID PRIMARY KEY,
    agreement TEXT        NOT NULL,
    consumer  TEXT        NOT NULL,
    transfer  TEXT        NOT NULL,
    dataset   TEXT        NOT NULL,
    bytes     BIGINT      NOT NULL,
    sha256    TEXT        NOT NULL,
    whole     BOOLEAN     NOT NULL,
    at        TIMESTAMPTZ NOT NULL
);
CREATE INDEX delivered_body_at ON delivered_body (at);
