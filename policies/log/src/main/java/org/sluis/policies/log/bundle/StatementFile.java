// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.sluis.policies.log.jws.Jws;

/** Files with a JWS. */
final class StatementFile {

    private StatementFile() {}

    /** The text, in which any byte that no JWS has stays one that no JWS has. */
    static String text(String file, ByteBuffer content) throws UnreadableBundleException {
        if (content.remaining() > Jws.LONGEST) {
            throw new UnreadableBundleException(file, "longer than " + Jws.LONGEST + " bytes");
        }
        return StandardCharsets.ISO_8859_1.decode(content.duplicate()).toString();
    }
}
