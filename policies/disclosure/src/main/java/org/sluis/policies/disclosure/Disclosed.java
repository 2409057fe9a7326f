// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.disclosure;

import com.fasterxml.jackson.databind.node.ArrayNode;

/** What a disclosure lets through to one participant. */
public sealed interface Disclosed {

    /** The rows that may leave, possibly none; they share nothing with the product they were taken from. */
    record Rows(ArrayNode rows) implements Disclosed {}

    /** Nothing may leave. */
    record Refused(String reason) implements Disclosed {}
}
