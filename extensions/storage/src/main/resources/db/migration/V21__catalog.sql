-- SPDX-License-Identifier: Apache-2.0
-- Which assets a contract definition offers, kept with each change of an asset or a definition, so that a page of a
-- catalog is a look-up.

CREATE TABLE catalog_offer (
    definition_id VARCHAR NOT NULL REFERENCES edc_contract_definitions ON DELETE CASCADE,
    asset_id      VARCHAR NOT NULL REFERENCES edc_asset ON DELETE CASCADE,
    PRIMARY KEY (asset_id, definition_id)
);

CREATE INDEX catalog_offer_definition ON catalog_offer (definition_id, asset_id);

-- Definitions whose rows in catalog_offer are complete.
CREATE TABLE catalog_indexed (
    definition_id VARCHAR PRIMARY KEY REFERENCES edc_contract_definitions ON DELETE CASCADE
);

-- Another number after each change of a definition or a policy, whoever made it.
CREATE TABLE catalog_edition (
    only_one BOOLEAN PRIMARY KEY DEFAULT true CHECK (only_one),
    edition  BIGINT  NOT NULL
);

INSERT INTO catalog_edition (edition) VALUES (1);

CREATE FUNCTION catalog_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE catalog_edition SET edition = edition + 1;
    RETURN NULL;
END
$$;

CREATE TRIGGER catalog_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON edc_contract_definitions
    FOR EACH STATEMENT EXECUTE FUNCTION catalog_changed();

CREATE TRIGGER catalog_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON edc_policydefinitions
    FOR EACH STATEMENT EXECUTE FUNCTION catalog_changed();
