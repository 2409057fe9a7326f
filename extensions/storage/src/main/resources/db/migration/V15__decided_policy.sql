-- SPDX-License-Identifier: Apache-2.0
-- The policies that decisions name by their hash: an auditor needs them to repeat a decision. Written before the decision.
CREATE TABLE decided_policy (
    digest    BYTEA PRIMARY KEY,
    canonical BYTEA NOT NULL,
    CHECK (sha256(canonical) = digest)
);
