// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.time.Duration;
import java.util.Optional;

/** A body on its way to a consumer. */
interface RunningBody {

    /** Breaks it off; what the consumer has not received by now it will not receive. */
    void cut(Throwable cause);

    /** Looks again whether what had to wait may leave; to be called from time to time. */
    void goOn();

    /** Who has kept it waiting for too long, if anyone. */
    Optional<String> stalledBy(Duration readTimeout, Duration writeTimeout);
}
