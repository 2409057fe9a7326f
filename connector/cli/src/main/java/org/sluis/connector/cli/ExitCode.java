// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

/** What the process tells the one who started it. */
final class ExitCode {

    static final int OK = 0;
    /** Refused, failed or tampered. */
    static final int FAILED = 1;

    static final int USAGE = 2;
    /** The input cannot be read; the message says which line. */
    static final int UNREADABLE = 3;
    /** Only part of what was asked could be had. */
    static final int INCOMPLETE = 4;

    private ExitCode() {}
}
