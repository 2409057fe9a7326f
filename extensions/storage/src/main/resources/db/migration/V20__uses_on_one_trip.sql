-- SPDX-License-Identifier: Apache-2.0
-- What a use of a hot agreement costs.

-- A reserved use counts. Only the run that reserved it may still cancel it, and knows by itself which these are: nobody looks for
-- reserved uses any more.
DROP INDEX use_open;

-- A use and its charges are written by one transaction; looking each use up again, and locking it, cost as much as writing it.
ALTER TABLE charge DROP CONSTRAINT charge_use_fkey;
