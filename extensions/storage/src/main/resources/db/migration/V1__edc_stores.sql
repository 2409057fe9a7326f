-- SPDX-License-Identifier: Apache-2.0
-- The tables that the SQL stores of EDC 0.15.1 read and write.
-- Column names, the JSON (not JSONB) type and the absence of further columns are EDC's: it selects * over joins, casts its
-- parameters to json and queries with json functions.

CREATE TABLE edc_lease (
    resource_id    VARCHAR NOT NULL,
    resource_kind  VARCHAR NOT NULL,
    leased_by      VARCHAR NOT NULL,
    leased_at      BIGINT,
    lease_duration INTEGER NOT NULL DEFAULT 60000, -- milliseconds
    PRIMARY KEY (resource_id, resource_kind)
);

CREATE TABLE edc_asset (
    asset_id               VARCHAR PRIMARY KEY,
    created_at             BIGINT  NOT NULL,
    properties             JSON    DEFAULT '{}',
    private_properties     JSON    DEFAULT '{}',
    data_address           JSON    DEFAULT '{}',
    participant_context_id VARCHAR NOT NULL,
    dataplane_metadata     JSON
);

CREATE TABLE edc_policydefinitions (
    policy_id              VARCHAR PRIMARY KEY,
    created_at             BIGINT  NOT NULL,
    permissions            JSON,
    prohibitions           JSON,
    duties                 JSON,
    profiles               JSON,
    extensible_properties  JSON,
    inherits_from          VARCHAR,
    assigner               VARCHAR,
    assignee               VARCHAR,
    target                 VARCHAR,
    policy_type            VARCHAR NOT NULL,
    private_properties     JSON,
    participant_context_id VARCHAR NOT NULL
);

CREATE TABLE edc_contract_definitions (
    contract_definition_id VARCHAR PRIMARY KEY,
    created_at             BIGINT  NOT NULL,
    access_policy_id       VARCHAR NOT NULL,
    contract_policy_id     VARCHAR NOT NULL,
    assets_selector        JSON    NOT NULL,
    private_properties     JSON,
    participant_context_id VARCHAR NOT NULL
);

CREATE TABLE edc_contract_agreement (
    agr_id                     VARCHAR PRIMARY KEY,
    provider_agent_id          VARCHAR,
    consumer_agent_id          VARCHAR,
    signing_date               BIGINT,
    start_date                 BIGINT,
    end_date                   BIGINT,
    asset_id                   VARCHAR NOT NULL,
    policy                     JSON,
    agr_participant_context_id VARCHAR NOT NULL,
    agr_agreement_id           VARCHAR NOT NULL,
    UNIQUE (agr_agreement_id, agr_participant_context_id)
);

CREATE TABLE edc_contract_negotiation (
    id                     VARCHAR PRIMARY KEY,
    created_at             BIGINT  NOT NULL,
    updated_at             BIGINT  NOT NULL,
    correlation_id         VARCHAR,
    counterparty_id        VARCHAR NOT NULL,
    counterparty_address   VARCHAR NOT NULL,
    protocol               VARCHAR NOT NULL,
    type                   VARCHAR NOT NULL,
    state                  INTEGER NOT NULL DEFAULT 0,
    state_count            INTEGER DEFAULT 0,
    state_timestamp        BIGINT,
    error_detail           VARCHAR,
    agreement_id           VARCHAR REFERENCES edc_contract_agreement,
    contract_offers        JSON,
    callback_addresses     JSON,
    trace_context          JSON,
    pending                BOOLEAN DEFAULT FALSE,
    protocol_messages      JSON,
    participant_context_id VARCHAR NOT NULL
);
CREATE INDEX edc_contract_negotiation_correlation ON edc_contract_negotiation (correlation_id);
CREATE INDEX edc_contract_negotiation_agreement ON edc_contract_negotiation (agreement_id);
-- The state machines look for rows in a state, oldest change first.
CREATE INDEX edc_contract_negotiation_state ON edc_contract_negotiation (state, state_timestamp);

CREATE TABLE edc_transfer_process (
    transferprocess_id       VARCHAR PRIMARY KEY,
    type                     VARCHAR NOT NULL,
    state                    INTEGER NOT NULL,
    state_count              INTEGER NOT NULL DEFAULT 0,
    state_time_stamp         BIGINT,
    created_at               BIGINT  NOT NULL,
    updated_at               BIGINT  NOT NULL,
    trace_context            JSON,
    error_detail             VARCHAR,
    resource_manifest        JSON,
    provisioned_resource_set JSON,
    content_data_address     JSON,
    deprovisioned_resources  JSON,
    private_properties       JSON,
    callback_addresses       JSON,
    pending                  BOOLEAN DEFAULT FALSE,
    transfer_type            VARCHAR,
    protocol_messages        JSON,
    data_plane_id            VARCHAR,
    correlation_id           VARCHAR,
    counter_party_address    VARCHAR,
    protocol                 VARCHAR,
    asset_id                 VARCHAR,
    contract_id              VARCHAR,
    data_destination         JSON,
    participant_context_id   VARCHAR NOT NULL,
    dataplane_metadata       JSON
);
CREATE INDEX edc_transfer_process_state ON edc_transfer_process (state, state_time_stamp);
CREATE INDEX edc_transfer_process_correlation ON edc_transfer_process (correlation_id);
CREATE INDEX edc_transfer_process_contract ON edc_transfer_process (contract_id);

CREATE TABLE edc_policy_monitor (
    entry_id         VARCHAR PRIMARY KEY,
    state            INTEGER NOT NULL,
    created_at       BIGINT  NOT NULL,
    updated_at       BIGINT  NOT NULL,
    state_count      INTEGER NOT NULL DEFAULT 0,
    state_time_stamp BIGINT,
    trace_context    JSON,
    error_detail     VARCHAR,
    properties       JSON,
    contract_id      VARCHAR
);
CREATE INDEX edc_policy_monitor_state ON edc_policy_monitor (state, state_time_stamp);

CREATE TABLE edc_jti_validation (
    token_id   VARCHAR PRIMARY KEY,
    expires_at BIGINT -- milliseconds since the epoch
);
CREATE INDEX edc_jti_validation_expiry ON edc_jti_validation (expires_at);
