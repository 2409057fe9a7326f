// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.membership;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.sluis.extensions.identity.did.Did;

/** The secret of an invitation: 128 random bits in base64url. Never shown in texts made for logs. */
public record InvitationCode(String value) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{22}");

    public InvitationCode {
        if (!isOne(value)) {
            throw new IllegalArgumentException("not an invitation code");
        }
    }

    public static boolean isOne(String text) {
        return text != null && FORM.matcher(text).matches();
    }

    public static InvitationCode random() {
        var bits = new byte[16];
        RANDOM.nextBytes(bits);
        return new InvitationCode(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    /** What the firm is given: a DID URL of the authority. */
    public String url(Did authority) {
        return authority + "?invitation=" + value;
    }

    public String sha256() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(value.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "InvitationCode[...]";
    }
}
