-- SPDX-License-Identifier: Apache-2.0
-- Versions of data products, changes by management, and where our partners' data can be fetched.

CREATE TABLE product_version (
    position      BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE, -- over all products, in the order of their commits
    product       TEXT        NOT NULL,
    sequence      BIGINT      NOT NULL CHECK (sequence > 0),
    published_at  TIMESTAMPTZ NOT NULL,
    body          TEXT        NOT NULL,
    sha256        TEXT        NOT NULL,
    source        TEXT        NOT NULL,
    source_sha256 TEXT        NOT NULL,
    PRIMARY KEY (product, sequence)
);
CREATE INDEX product_version_source ON product_version (product, left(source, 200), sequence);
CREATE TRIGGER product_version_append_only BEFORE UPDATE OR DELETE ON product_version
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER product_version_not_emptied BEFORE TRUNCATE ON product_version
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE management_change (
    sequence  BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id        UUID        NOT NULL UNIQUE,
    at        TIMESTAMPTZ NOT NULL,
    principal TEXT        NOT NULL,
    method    TEXT        NOT NULL,
    path      TEXT        NOT NULL,
    status    INTEGER
);

CREATE TABLE endpoint_reference (
    transfer      TEXT PRIMARY KEY,
    agreement     TEXT        NOT NULL,
    endpoint      TEXT        NOT NULL,
    -- A token of minutes. It must be kept as it is, because it must be shown.
    authorization_token TEXT  NOT NULL,
    received_at   TIMESTAMPTZ NOT NULL,
    expires_at    TIMESTAMPTZ
);
CREATE INDEX endpoint_reference_agreement ON endpoint_reference (agreement, received_at DESC);
