-- SPDX-License-Identifier: Apache-2.0
-- Our own credentials and how we came by them; the authorities we joined and who their members are.

CREATE TABLE credential_request (
    holder_pid     TEXT PRIMARY KEY,
    issuer         TEXT        NOT NULL,
    types          TEXT[]      NOT NULL,
    state          TEXT        NOT NULL CHECK (state IN ('REQUESTED', 'ISSUED', 'REJECTED', 'ERROR')),
    issuer_pid     TEXT,
    status_address TEXT,
    reason         TEXT,
    attempts       INT         NOT NULL,
    next_attempt   TIMESTAMPTZ NOT NULL,
    changed_at     TIMESTAMPTZ NOT NULL,
    sequence       BIGINT GENERATED ALWAYS AS IDENTITY
);
-- Replicas that want the same at the same moment ask once.
CREATE UNIQUE INDEX credential_request_open ON credential_request (issuer) WHERE state = 'REQUESTED';
CREATE INDEX credential_request_newest ON credential_request (issuer, sequence);

CREATE TABLE held_credential (
    compact     TEXT        NOT NULL,
    types       TEXT[]      NOT NULL,
    issuer      TEXT        NOT NULL,
    valid_from  TIMESTAMPTZ NOT NULL,
    valid_until TIMESTAMPTZ NOT NULL,
    holder_pid  TEXT        NOT NULL REFERENCES credential_request,
    sequence    BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY
);
CREATE INDEX held_credential_issuer ON held_credential (issuer);

CREATE TABLE credential_offer (
    issuer      TEXT PRIMARY KEY,
    credentials JSONB       NOT NULL,
    received_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE membership (
    authority       TEXT PRIMARY KEY,
    invitation_code TEXT        NOT NULL,
    legal_name      TEXT        NOT NULL,
    register_number TEXT        NOT NULL,
    rulebook        TEXT        NOT NULL,
    step            TEXT        NOT NULL,
    authority_name  TEXT,
    types           TEXT[]      NOT NULL,
    problem         TEXT,
    attempts        INT         NOT NULL,
    next_attempt    TIMESTAMPTZ NOT NULL,
    started_at      TIMESTAMPTZ NOT NULL,
    changed_at      TIMESTAMPTZ NOT NULL
);

CREATE TABLE directory_member (
    authority         TEXT NOT NULL REFERENCES membership,
    id                TEXT NOT NULL,
    name              TEXT NOT NULL,
    protocol_endpoint TEXT NOT NULL,
    PRIMARY KEY (authority, id)
);
