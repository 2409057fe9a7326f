-- SPDX-License-Identifier: Apache-2.0
-- The firm's rules over agreements, every version as it was set. The newest is in force.

CREATE TABLE house_rules (
    version    BIGINT      PRIMARY KEY,
    document   TEXT        NOT NULL,
    sha256     TEXT        NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    -- A pseudonym.
    changed_by TEXT        NOT NULL
);
