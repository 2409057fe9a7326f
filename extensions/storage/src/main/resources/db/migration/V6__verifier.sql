-- SPDX-License-Identifier: Apache-2.0
-- What a verifier must remember: which tokens were used, and what participants have presented.

CREATE TABLE used_token (
    issuer     TEXT        NOT NULL,
    token_id   TEXT        NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (issuer, token_id)
);
CREATE INDEX used_token_expiry ON used_token (expires_at);

CREATE TABLE verified_presentation (
    holder      TEXT        NOT NULL,
    -- Credential types that were asked for, sorted, with a space between.
    asked       TEXT        NOT NULL,
    verified_at TIMESTAMPTZ NOT NULL,
    credentials JSONB       NOT NULL,
    PRIMARY KEY (holder, asked)
);

-- Status lists of issuers as they were received and verified.
CREATE TABLE status_list_copy (
    address     TEXT        NOT NULL,
    issuer      TEXT        NOT NULL,
    received_at TIMESTAMPTZ NOT NULL,
    content     TEXT        NOT NULL,
    PRIMARY KEY (address, issuer)
);
