// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values in plain words.
 *
 * <p>INVARIANT: two values that are not the same are never written the same: what is shortened carries a check code.
 */
final class PlainValues {

    private static final Pattern COMPONENT = Pattern.compile("([0-9]+)([WDHMS])");
    private static final Pattern SIMPLE = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]*");
    private static final int CODE_LENGTH = 8;

    private final Language language;

    PlainValues(Language language) {
        this.language = language;
    }

    String of(LeftOperand leftOperand, String rightOperand) {
        return switch (leftOperand.form()) {
            case TEXT, DID -> name(rightOperand);
            case INSTANT -> instant(rightOperand);
            case DURATION -> duration(rightOperand);
            case COUNTRY -> country(rightOperand);
            case COUNT, THUMBPRINT -> rightOperand;
        };
    }

    /** A participant, dataset, purpose and the like: a firm by its domain, an IRI by its last part. */
    String name(String identifier) {
        // Without a dot it could be an ordinary word of the sentence.
        if (identifier.startsWith("did:web:") && identifier.contains(".")) {
            return identifier.substring("did:web:".length()).replace(':', '/');
        }
        if (SIMPLE.matcher(identifier).matches()) {
            return "\u201c" + identifier + "\u201d";
        }
        String code = language.words("code").replace("{0}", code(identifier));
        return "\u201c" + lastPart(identifier) + "\u201d (" + code + ")";
    }

    private static String lastPart(String identifier) {
        return identifier
                .replaceFirst("[/#:?]+$", "")
                .replaceFirst("^.*[/#:?]", "")
                .replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", " ")
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private static String code(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, CODE_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Date, time and offset as written, without the letters between them. */
    private String instant(String written) {
        int time = written.indexOf('T');
        String clock = written.substring(time + 1);
        String zoned = clock.endsWith("Z")
                ? clock.substring(0, clock.length() - 1) + " UTC"
                : clock.replaceFirst("([+-][0-9:]+)$", " UTC$1");
        return language.words("instant")
                .replace("{0}", written.substring(0, time))
                .replace("{1}", zoned);
    }

    /** Every part as written, also one of zero: a window is counted by the way it is written. */
    String duration(String written) {
        StringBuilder words = new StringBuilder();
        Matcher component = COMPONENT.matcher(written);
        while (component.find()) {
            String[] unit = language.words("unit." + component.group(2)).split("\\|", 2);
            words.append(words.isEmpty() ? "" : " ")
                    .append(component.group(1))
                    .append(' ')
                    .append(component.group(1).equals("1") ? unit[0] : unit[1]);
        }
        return words.toString();
    }

    private String country(String code) {
        String name = new Locale.Builder().setRegion(code).build().getDisplayCountry(language.locale());
        return name.equals(code) ? code : name + " (" + code + ")";
    }
}
