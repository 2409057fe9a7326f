// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.sluis.policies.log.jws.Jws;
import org.sluis.policies.log.jws.MalformedJwsException;

/**
 * The file seal.jws, read and not verified.
 *
 * @param signatures of the provider, then of the consumer, as far as they are there
 */
record SealFile(SealClaims claims, List<Jws> signatures) {

    private static final String PART = "\"([A-Za-z0-9_-]++)\"";
    private static final String SIGNATURE = "\\{\"protected\":" + PART + ",\"signature\":" + PART + "\\}";
    private static final Pattern FORM = Pattern.compile(
            "\\{\"payload\":" + PART + ",\"signatures\":\\[" + SIGNATURE + "(?:," + SIGNATURE + ")?\\]\\}");

    static SealFile read(ByteBuffer content) throws UnreadableBundleException {
        try {
            var text = StatementFile.text(FileNames.SEAL, content);
            var form = FORM.matcher(text);
            if (!form.matches()) {
                throw new UnreadableBundleException(FileNames.SEAL, "not of the form of the format page");
            }
            var signatures = new ArrayList<Jws>();
            for (int group = 2; group <= form.groupCount() && form.group(group) != null; group += 2) {
                signatures.add(Jws.of(form.group(group), form.group(1), form.group(group + 1), SealClaims.TYPE));
            }
            return new SealFile(SealClaims.of(FileNames.SEAL, signatures.get(0).claims()), List.copyOf(signatures));
        } catch (MalformedJwsException e) {
            throw new UnreadableBundleException(FileNames.SEAL, e.getMessage());
        }
    }
}
