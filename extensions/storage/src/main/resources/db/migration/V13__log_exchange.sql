-- SPDX-License-Identifier: Apache-2.0
-- Logs that watch each other: what we have seen of the logs of others, and what they have seen and signed of ours.

-- The largest checkpoint of each other log that we cosigned, and where its streams end that we may know.
CREATE TABLE log_witnessed (
    owner      TEXT   NOT NULL,
    origin     TEXT   NOT NULL,
    size       BIGINT NOT NULL CHECK (size > 0),
    root       TEXT   NOT NULL,
    checkpoint TEXT   NOT NULL,
    heads      TEXT,
    PRIMARY KEY (owner, origin)
);

-- Notes of one log of which one belies the other. Evidence: never deleted.
CREATE TABLE log_contradiction (
    sequence      BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner         TEXT        NOT NULL,
    origin        TEXT        NOT NULL,
    kind          TEXT        NOT NULL CHECK (kind IN ('SPLIT_VIEW', 'STREAM_CUT', 'RESTORED')),
    first_note    TEXT        NOT NULL,
    second_note   TEXT        NOT NULL,
    second_sha256 TEXT        NOT NULL,
    found_at      TIMESTAMPTZ NOT NULL,
    UNIQUE (owner, origin, kind, second_sha256)
);

-- Checkpoints of our own log that were shown to others.
CREATE TABLE log_checkpoint (
    size     BIGINT      NOT NULL CHECK (size > 0),
    root     TEXT        NOT NULL,
    note     TEXT        NOT NULL,
    saved_at TIMESTAMPTZ NOT NULL,
    -- A restored backup has lost it.
    given_up BOOLEAN     NOT NULL DEFAULT false,
    PRIMARY KEY (size, root)
);

CREATE TABLE log_cosignature (
    size BIGINT NOT NULL,
    root TEXT   NOT NULL,
    did  TEXT   NOT NULL,
    note TEXT   NOT NULL,
    PRIMARY KEY (size, root, did),
    FOREIGN KEY (size, root) REFERENCES log_checkpoint ON DELETE CASCADE
);
CREATE INDEX log_cosignature_did ON log_cosignature (did, size DESC);

-- Where the streams of our log end that a peer may know, signed by it.
CREATE TABLE log_heads (
    peer TEXT PRIMARY KEY,
    size BIGINT NOT NULL,
    root TEXT   NOT NULL,
    note TEXT   NOT NULL
);

-- Keys of others that signed something of this, with the DID document that published them then.
CREATE TABLE log_signer (
    sequence   BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    did        TEXT        NOT NULL,
    vkey       TEXT        NOT NULL,
    public_key TEXT        NOT NULL,
    document   TEXT        NOT NULL,
    seen_at    TIMESTAMPTZ NOT NULL,
    UNIQUE (did, vkey)
);
CREATE INDEX log_signer_public_key ON log_signer (public_key);
