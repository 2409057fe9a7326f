// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;

/** A command cannot do what was asked; the message says what, where and what to do. */
final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final transient JsonNode problem;

    CommandFailure(int exitCode, String message) {
        this(exitCode, message, NullNode.instance);
    }

    /** {@code problem} is the connector's answer, when it was the connector that refused. */
    CommandFailure(int exitCode, String message, JsonNode problem) {
        super(message);
        this.exitCode = exitCode;
        this.problem = problem;
    }

    CommandFailure(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
        this.problem = NullNode.instance;
    }

    int exitCode() {
        return exitCode;
    }

    JsonNode problem() {
        return problem == null ? NullNode.instance : problem;
    }
}
