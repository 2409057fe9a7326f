// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.seal;

import java.util.function.Supplier;
import org.sluis.extensions.policylog.StreamNames;

/**
 * Where we log, as seals and receipts say it.
 *
 * @param logKey vkey with which our log signs at this moment
 * @param retention how long entries are kept, an ISO 8601 duration like {@code P10Y}
 */
public record LogPlace(StreamNames streams, String origin, Supplier<String> logKey, String retention) {

    /** Our log as the story of that agreement sees it. */
    public LogSide side(String agreement) {
        return new LogSide(streams.agreement(agreement).toString(), origin, logKey.get(), retention);
    }
}
