// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.note;

/** What may stand as the name of a key. */
final class KeyName {

    private static final int LONGEST = 512;

    private KeyName() {}

    /** Not empty, not endless, without spaces, control characters and plus. */
    static boolean valid(String name) {
        return !name.isEmpty()
                && name.codePointCount(0, name.length()) <= LONGEST
                && name.codePoints().noneMatch(KeyName::forbidden);
    }

    private static boolean forbidden(int point) {
        return point == '+'
                || Character.isISOControl(point)
                || Character.isSpaceChar(point)
                || Character.isWhitespace(point);
    }
}
