// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.projection;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Port: the rows of one log. What fails throws an unchecked exception and changes nothing. */
public interface LogRows {

    /** The row with the highest index. */
    Optional<LogRow> last();

    /** Adds rows that follow the last one; fails when the first of them does not. */
    void append(List<LogRow> rows);

    /** Drops all rows: they do not belong to this log. */
    void clear();

    /** Removes the payloads, and what was taken from them, of erased entries. */
    void erase(Collection<Long> indices);

    List<LogRow> list(LogQuery query);

    boolean contains(UUID id);
}
