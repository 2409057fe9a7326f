-- SPDX-License-Identifier: Apache-2.0
-- What the data plane brings to consumers: one row until its control plane knows how it ended.

CREATE TABLE data_plane_push (
    transfer         TEXT PRIMARY KEY,
    destination_type TEXT        NOT NULL,
    -- Holds a secret of the consumer, as long as the row is there.
    destination      JSONB       NOT NULL,
    since            TIMESTAMPTZ NOT NULL,
    due              TIMESTAMPTZ NOT NULL,
    attempts         INTEGER     NOT NULL DEFAULT 0,
    delivered        BOOLEAN,
    reason           TEXT,
    CHECK ((delivered IS NULL) = (reason IS NULL))
);
CREATE INDEX data_plane_push_due ON data_plane_push (due);
