-- SPDX-License-Identifier: Apache-2.0
-- Agreements, decisions and uses.

CREATE TABLE agreement (
    id           TEXT PRIMARY KEY,
    side         TEXT        NOT NULL CHECK (side IN ('PROVIDER', 'CONSUMER')),
    provider     TEXT        NOT NULL,
    consumer     TEXT        NOT NULL,
    dataset      TEXT        NOT NULL,
    signed_at    TIMESTAMPTZ NOT NULL,
    canonical    TEXT        NOT NULL,
    sha256       TEXT        NOT NULL,
    state        TEXT        NOT NULL CHECK (state IN ('ACTIVE', 'ENDED', 'REVOKED')),
    end_reason   TEXT,
    -- Counts the ends in the order of their commits: a listener that was away asks for those after the last one it saw.
    end_sequence BIGINT UNIQUE
);
CREATE INDEX agreement_newest ON agreement (signed_at DESC);
CREATE SEQUENCE agreement_end;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION refuse_thaw() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'ACTIVE'
        OR (NEW.id, NEW.side, NEW.provider, NEW.consumer, NEW.dataset, NEW.signed_at, NEW.canonical, NEW.sha256)
            IS DISTINCT FROM
           (OLD.id, OLD.side, OLD.provider, OLD.consumer, OLD.dataset, OLD.signed_at, OLD.canonical, OLD.sha256)
    THEN
        RAISE EXCEPTION 'agreement % is frozen: it can only end, once', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER agreement_frozen BEFORE UPDATE ON agreement FOR EACH ROW EXECUTE FUNCTION refuse_thaw();
CREATE TRIGGER agreement_kept BEFORE DELETE ON agreement FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER agreement_not_emptied BEFORE TRUNCATE ON agreement FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE decision (
    sequence      BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id            UUID        NOT NULL UNIQUE,
    at            TIMESTAMPTZ NOT NULL,
    moment        TEXT        NOT NULL,
    allowed       BOOLEAN     NOT NULL,
    party         TEXT,
    agreement     TEXT,
    dataset       TEXT,
    action        TEXT,
    purpose       TEXT,
    policy_sha256 TEXT,
    subject       TEXT,
    reasons       JSON        NOT NULL,
    evaluator     TEXT        NOT NULL,
    replica       TEXT        NOT NULL
);
-- Askers choose these texts; an index takes no more than 2,700 bytes of one.
CREATE INDEX decision_agreement ON decision (left(agreement, 200), sequence);
CREATE INDEX decision_party ON decision (left(party, 200), sequence);
CREATE INDEX decision_dataset ON decision (left(dataset, 200), sequence);
CREATE INDEX decision_denied ON decision (sequence) WHERE NOT allowed;
-- The highest time that was ever decided on: the ledger's clock does not run back behind it.
CREATE INDEX decision_at ON decision (at);
CREATE TRIGGER decision_append_only BEFORE UPDATE OR DELETE ON decision FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER decision_not_emptied BEFORE TRUNCATE ON decision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- One allowed use. RESERVED counts as used; only CANCELLED does not.
CREATE TABLE use (
    id        UUID PRIMARY KEY,
    agreement TEXT        NOT NULL REFERENCES agreement,
    decision  UUID        NOT NULL,
    at        TIMESTAMPTZ NOT NULL,
    state     TEXT        NOT NULL CHECK (state IN ('RESERVED', 'COMMITTED', 'CANCELLED')),
    replica   TEXT        NOT NULL,
    run       UUID        NOT NULL
);
CREATE INDEX use_first ON use (agreement, at) WHERE state <> 'CANCELLED';
CREATE INDEX use_open ON use (replica) WHERE state = 'RESERVED';

-- The uses charged to one counter of one rule; window_seconds 0 is the agreement's whole life. Cancelled uses have none.
CREATE TABLE charge (
    use            UUID        NOT NULL REFERENCES use,
    agreement      TEXT        NOT NULL,
    rule           TEXT        NOT NULL,
    window_seconds BIGINT      NOT NULL,
    at             TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (use, rule, window_seconds)
);
CREATE INDEX charge_window ON charge (agreement, rule, window_seconds, at) WHERE window_seconds > 0;

-- How many charges with window_seconds 0 there are.
CREATE TABLE counter (
    agreement TEXT   NOT NULL REFERENCES agreement,
    rule      TEXT   NOT NULL,
    used      BIGINT NOT NULL CHECK (used >= 0),
    PRIMARY KEY (agreement, rule)
) WITH (fillfactor = 50);
