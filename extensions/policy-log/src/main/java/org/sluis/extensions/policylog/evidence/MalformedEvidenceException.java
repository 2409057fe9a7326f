// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.evidence;

/** What was sent is not what it should be; the message says what is wrong and may be shown to whoever sent it. */
public final class MalformedEvidenceException extends Exception {

    public MalformedEvidenceException(String what) {
        super(what, null, false, false);
    }
}
