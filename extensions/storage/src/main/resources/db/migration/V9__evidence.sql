-- SPDX-License-Identifier: Apache-2.0
-- The credentials that a decision looked at: type, issuer, id, time of status.
ALTER TABLE decision ADD COLUMN evidence JSON NOT NULL DEFAULT '[]';
