// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The central directory of a bundle's zip, which follows from the files alone. */
final class CentralDirectory {

    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int CENTRAL_BYTES = 46;
    private static final int END_BYTES = 22;

    private record Row(String name, int crc, int size, int offset) {}

    private final List<Row> rows = new ArrayList<>();
    private int bytes;

    void add(String name, int crc, int size, int offset) {
        rows.add(new Row(name, crc, size, offset));
        bytes += CENTRAL_BYTES + name.length();
    }

    byte[] bytes(int offset) {
        var zip = ByteBuffer.allocate(bytes + END_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (var row : rows) {
            zip.putInt(CENTRAL).putShort(Container.VERSION);
            Container.putShared(zip, row.crc(), row.size(), row.name());
            // no extra, no comment, disk 0, no attributes
            zip.putShort((short) 0)
                    .putShort((short) 0)
                    .putShort((short) 0)
                    .putShort((short) 0)
                    .putInt(0);
            zip.putInt(row.offset()).put(row.name().getBytes(StandardCharsets.US_ASCII));
        }
        zip.putInt(END).putInt(0).putShort((short) rows.size()).putShort((short) rows.size());
        zip.putInt(bytes).putInt(offset).putShort((short) 0);
        return zip.array();
    }
}
