// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.membership;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.sluis.extensions.identity.did.Did;

/**
 * What a firm says about itself when it applies.
 *
 * @param id proven by a signature
 * @param name short name that people type; unique among members
 * @param registerNumber of the trade register; unique among members
 * @param protocolEndpoint base address of its DSP endpoint
 * @param rulebookVersion that it accepted
 */
public record Applicant(
        Did id, String name, String legalName, String registerNumber, URI protocolEndpoint, String rulebookVersion) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?");
    private static final int LONGEST = 200;

    public Applicant {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'name' may only have lower-case letters, digits and hyphens, 40 at most, such as steel-works");
        }
        legalName = require(legalName, "legalName");
        registerNumber = require(registerNumber, "registerNumber").toUpperCase(Locale.ROOT);
        rulebookVersion = require(rulebookVersion, "rulebookVersion");
        var scheme = String.valueOf(protocolEndpoint.getScheme());
        if (!(scheme.equals("https") || scheme.equals("http"))
                || protocolEndpoint.getHost() == null
                || protocolEndpoint.getRawUserInfo() != null
                || protocolEndpoint.toString().length() > LONGEST) {
            throw new IllegalArgumentException("'protocolEndpoint' is not an http or https address");
        }
    }

    private static String require(String text, String what) {
        var stripped = text.strip();
        if (stripped.isEmpty()
                || stripped.length() > LONGEST
                || !stripped.codePoints().allMatch(Applicant::isShown)) {
            throw new IllegalArgumentException(
                    "'" + what + "' must be a text of 1 to " + LONGEST + " characters on one line");
        }
        return stripped;
    }

    /** Neither controls nor what turns the direction of a line or hides in it: a person compares these texts. */
    private static boolean isShown(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
