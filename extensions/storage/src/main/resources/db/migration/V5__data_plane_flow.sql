-- SPDX-License-Identifier: Apache-2.0
-- What the data plane serves: one row for each transfer that was started on this company's side.

CREATE TABLE data_plane_flow (
    transfer         TEXT PRIMARY KEY,
    agreement        TEXT        NOT NULL,
    consumer         TEXT        NOT NULL,
    dataset          TEXT        NOT NULL,
    source_type      TEXT        NOT NULL,
    -- May hold secrets, as the asset it comes from may.
    source           JSONB       NOT NULL,
    state            TEXT        NOT NULL CHECK (state IN ('STARTED', 'SUSPENDED', 'TERMINATED')),
    state_reason     TEXT,
    token_expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX data_plane_flow_started ON data_plane_flow (token_expires_at) WHERE state = 'STARTED';
