// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.time.Duration;
import java.util.Optional;

/** Whether the other party of an agreement that we ended knows so. */
public interface EndsTold {

    /** How far the other party has been told. */
    enum Progress {
        /** It is told again and again until it answers. */
        WAITING,
        /** It has said that it knows. */
        TOLD,
        /** It takes no notices of ends: it only sees its transfers end, with the reason. */
        ONE_SIDED,
        /** It did not answer for so long that it is not asked any more. */
        GIVEN_UP
    }

    /**
     * What has been told.
     *
     * @param problem why it could not be told the last time
     */
    record Told(Progress progress, Optional<String> problem) {}

    /** Empty unless we ended that agreement. */
    Optional<Told> of(String agreementId);

    /** The same, after seeing to it now; at most {@code patience} later. */
    Optional<Told> await(String agreementId, Duration patience);

    /** Where nobody is told. */
    static EndsTold nobody() {
        return new EndsTold() {
            @Override
            public Optional<Told> of(String agreementId) {
                return Optional.empty();
            }

            @Override
            public Optional<Told> await(String agreementId, Duration patience) {
                return Optional.empty();
            }
        };
    }
}
