// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.nio.ByteBuffer;
import java.time.YearMonth;
import org.sluis.policies.log.leaf.StreamId;

/**
 * Marks an erasure entry: which keys go away when it is durable.
 *
 * @param number the last of the keys, from 1 on
 */
record Destruction(StreamId stream, YearMonth month, int number) {

    static final int BYTES = 40;

    static Destruction read(ByteBuffer source) {
        var stream = new byte[32];
        source.get(stream);
        int month = source.getInt();
        return new Destruction(StreamId.of(stream), YearMonth.of(month / 100, month % 100), source.getInt());
    }

    void write(ByteBuffer target) {
        target.put(stream.value().bytes())
                .putInt(month.getYear() * 100 + month.getMonthValue())
                .putInt(number);
    }
}
