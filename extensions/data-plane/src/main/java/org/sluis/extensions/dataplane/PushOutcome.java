// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

/** How one attempt to push ended; reasons go to the consumer and name no secrets. */
sealed interface PushOutcome {

    /** The consumer has all of it. */
    record Delivered() implements PushOutcome {}

    /** No other attempt will do better. */
    record Hopeless(String reason) implements PushOutcome {}

    /** Another attempt may do better. */
    record Later(String reason) implements PushOutcome {}
}
