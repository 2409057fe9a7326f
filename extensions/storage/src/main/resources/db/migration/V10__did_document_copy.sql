-- SPDX-License-Identifier: Apache-2.0
-- DID documents of trusted issuers as they were received: they count for a while when their hosts do not answer.
CREATE TABLE did_document_copy (
    did         TEXT        PRIMARY KEY,
    received_at TIMESTAMPTZ NOT NULL,
    content     TEXT        NOT NULL
);
