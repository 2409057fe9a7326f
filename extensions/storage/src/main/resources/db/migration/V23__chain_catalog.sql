-- SPDX-License-Identifier: Apache-2.0
-- What an authority read in its members' catalogs, how fresh that is, and the index in which members search it.

CREATE TABLE member_catalog (
    member      TEXT PRIMARY KEY REFERENCES authority_member,
    due_at      TIMESTAMPTZ NOT NULL,
    attempts    INTEGER     NOT NULL DEFAULT 0,
    read_at     TIMESTAMPTZ,
    -- Since when it could not be read; what was read before stays.
    stale_since TIMESTAMPTZ,
    problem     TEXT        NOT NULL DEFAULT '',
    note        TEXT        NOT NULL DEFAULT '',
    digest      TEXT
);
CREATE INDEX member_catalog_due ON member_catalog (due_at);

CREATE TABLE member_dataset (
    member      TEXT     COLLATE "C" NOT NULL REFERENCES member_catalog ON DELETE CASCADE,
    id          TEXT     COLLATE "C" NOT NULL,
    product     TEXT,
    -- The only participants that an offer of it could be for; NULL if that is anybody.
    audience    TEXT[],
    words       TSVECTOR NOT NULL,
    description JSONB    NOT NULL,
    offers      JSONB    NOT NULL,
    PRIMARY KEY (member, id)
);
CREATE INDEX member_dataset_words ON member_dataset USING gin (words);
CREATE INDEX member_dataset_product ON member_dataset (product, member, id);
