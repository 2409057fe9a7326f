// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.wallet;

import java.util.Optional;
import java.util.regex.Pattern;

/** A scope that names credentials of one type, {@code org.eclipse.dspace.dcp.vc.type:<Type>:read} (DCP 1.0 section 5.4.1.2). */
public record CredentialScope(String type) {

    private static final Pattern FORM =
            Pattern.compile("org\\.eclipse\\.(?:dspace\\.dcp|edc)\\.vc\\.type:([A-Za-z0-9_-]{1,128}):read");

    /** Reads a scope with either alias; empty if it is anything else. */
    public static Optional<CredentialScope> of(String text) {
        var match = FORM.matcher(text);
        return match.matches() ? Optional.of(new CredentialScope(match.group(1))) : Optional.empty();
    }

    @Override
    public String toString() {
        return "org.eclipse.dspace.dcp.vc.type:" + type + ":read";
    }
}
