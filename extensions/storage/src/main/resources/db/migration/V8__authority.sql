-- SPDX-License-Identifier: Apache-2.0
-- What an authority keeps: invitations, members, requests for credentials, and what was issued.

CREATE TABLE authority_invitation (
    id          UUID PRIMARY KEY,
    -- The code itself is kept nowhere.
    code_sha256 TEXT        NOT NULL UNIQUE,
    created_at  TIMESTAMPTZ NOT NULL,
    expires_at  TIMESTAMPTZ NOT NULL,
    created_by  TEXT        NOT NULL,
    legal_name  TEXT,
    email       TEXT,
    roles       TEXT[]      NOT NULL,
    connector   TEXT,
    withdrawn   BOOLEAN     NOT NULL,
    used_by     TEXT
);
CREATE INDEX authority_invitation_created ON authority_invitation (created_at DESC);

CREATE TABLE authority_member (
    id                TEXT PRIMARY KEY,
    name              TEXT        NOT NULL,
    legal_name        TEXT        NOT NULL,
    register_number   TEXT        NOT NULL,
    protocol_endpoint TEXT        NOT NULL,
    rulebook_version  TEXT        NOT NULL,
    standing          TEXT        NOT NULL
        CHECK (standing IN ('APPLIED', 'APPROVED', 'REFUSED', 'SUSPENDED', 'REVOKED')),
    applied_at        TIMESTAMPTZ NOT NULL,
    invitation        UUID REFERENCES authority_invitation,
    roles             TEXT[]      NOT NULL,
    connector         TEXT,
    checked_by        TEXT,
    checked_on        DATE,
    reason            TEXT        NOT NULL,
    CHECK ((checked_by IS NULL) = (checked_on IS NULL))
);
CREATE UNIQUE INDEX authority_member_name ON authority_member (name)
    WHERE standing NOT IN ('REFUSED', 'REVOKED');
CREATE UNIQUE INDEX authority_member_register_number ON authority_member (register_number)
    WHERE standing NOT IN ('REFUSED', 'REVOKED');

CREATE TABLE credential_request_received (
    id         UUID PRIMARY KEY,
    holder     TEXT        NOT NULL,
    holder_pid TEXT        NOT NULL,
    types      TEXT[]      NOT NULL,
    state      TEXT        NOT NULL CHECK (state IN ('RECEIVED', 'ISSUED', 'REJECTED')),
    opened_at  TIMESTAMPTZ NOT NULL,
    due_at     TIMESTAMPTZ NOT NULL,
    attempts   INTEGER     NOT NULL,
    note       TEXT        NOT NULL
);
CREATE INDEX credential_request_received_due ON credential_request_received (due_at) WHERE state = 'RECEIVED';
CREATE INDEX credential_request_received_holder ON credential_request_received (holder, opened_at);

CREATE TABLE status_list (
    number    INTEGER PRIMARY KEY CHECK (number > 0),
    version   BIGINT  NOT NULL,
    allocated INTEGER NOT NULL
);

CREATE TABLE issuance (
    sequence   BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id         UUID        NOT NULL UNIQUE,
    request    UUID        NOT NULL REFERENCES credential_request_received,
    holder     TEXT        NOT NULL,
    type       TEXT        NOT NULL,
    claims     JSONB       NOT NULL,
    list       INTEGER     NOT NULL REFERENCES status_list,
    index      INTEGER     NOT NULL CHECK (index >= 0),
    issued_at  TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    withdrawn  BOOLEAN     NOT NULL,
    UNIQUE (list, index)
);
CREATE INDEX issuance_holder ON issuance (holder, sequence);
CREATE INDEX issuance_request ON issuance (request);
CREATE INDEX issuance_withdrawn ON issuance (list) WHERE withdrawn;
