// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.note;

import java.nio.charset.StandardCharsets;

/** What a cosigner signs (tlog-cosignature v1). */
final class Cosignatures {

    private Cosignatures() {}

    static byte[] message(long time, String checkpoint) {
        return ("cosignature/v1\ntime " + time + '\n' + checkpoint).getBytes(StandardCharsets.UTF_8);
    }
}
