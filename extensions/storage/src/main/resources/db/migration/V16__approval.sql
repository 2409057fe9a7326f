-- SPDX-License-Identifier: Apache-2.0
-- What people said of terms that waited for them: the first word on a question counts, for good.

CREATE TABLE approval (
    sequence    BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE,
    negotiation TEXT        NOT NULL,
    question    TEXT        NOT NULL,
    word        TEXT        NOT NULL CHECK (word IN ('APPROVED', 'REFUSED', 'COUNTERED')),
    digest      TEXT        NOT NULL,
    counter     TEXT CHECK ((counter IS NOT NULL) = (word = 'COUNTERED')),
    note        TEXT,
    principal   TEXT        NOT NULL,
    at          TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (negotiation, question)
);
CREATE TRIGGER approval_append_only BEFORE UPDATE OR DELETE ON approval
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER approval_not_emptied BEFORE TRUNCATE ON approval
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What waits is looked at every few seconds.
CREATE INDEX edc_contract_negotiation_pending ON edc_contract_negotiation (state_timestamp) WHERE pending;
