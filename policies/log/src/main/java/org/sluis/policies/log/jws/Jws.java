// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.jws;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.sluis.policies.log.StrictBase64Url;
import org.sluis.policies.log.json.JsonObject;
import org.sluis.policies.log.json.JsonReader;
import org.sluis.policies.log.json.MalformedJsonException;

/**
 * One signature over a JSON object, read and not verified.
 */
public final class Jws {

    /** Longest text of a JWS, in characters. */
    public static final int LONGEST = 65_536;

    private static final Set<String> HEADER = Set.of("alg", "kid", "typ");

    private final String algorithm;
    private final String keyId;
    private final JsonObject claims;
    private final byte[] input;
    private final byte[] signature;

    private Jws(JsonObject header, JsonObject claims, byte[] input, byte[] signature) {
        this.algorithm = header.text("alg").orElseThrow();
        this.keyId = header.text("kid").orElseThrow();
        this.claims = claims;
        this.input = input;
        this.signature = signature;
    }

    /** Reads the compact serialization: three parts with a dot between them. */
    public static Jws compact(String text, String type) throws MalformedJwsException {
        require(text.length() <= LONGEST, "it has more than " + LONGEST + " characters");
        var parts = text.split("\\.", -1);
        require(parts.length == 3, "it has not three parts");
        return of(parts[0], parts[1], parts[2], type);
    }

    /**
     * Reads the parts of any serialization, each in base64url.
     *
     * @param type the {@code typ} that its header must have
     */
    public static Jws of(String header, String payload, String signature, String type) throws MalformedJwsException {
        var head = object(header, "header");
        require(head.members().keySet().equals(HEADER), "its header has not exactly the members alg, kid and typ");
        require(head.text("typ").filter(type::equals).isPresent(), "its typ is not " + type);
        require(head.text("alg").isPresent(), "its alg is not a string");
        var fragment = head.text("kid").orElse("").indexOf('#');
        require(
                fragment > 0 && fragment < head.text("kid").orElseThrow().length() - 1,
                "its kid is not a DID with a fragment");
        return new Jws(
                head,
                object(payload, "payload"),
                (header + '.' + payload).getBytes(StandardCharsets.US_ASCII),
                decoded(signature, "signature"));
    }

    private static JsonObject object(String part, String what) throws MalformedJwsException {
        try {
            return JsonReader.object(JsonReader.text(ByteBuffer.wrap(decoded(part, what))));
        } catch (MalformedJsonException e) {
            throw new MalformedJwsException("its " + what + " is not JSON of the format page: " + e.getMessage());
        }
    }

    private static byte[] decoded(String part, String what) throws MalformedJwsException {
        return StrictBase64Url.decode(part)
                .orElseThrow(() -> new MalformedJwsException("its " + what + " is not base64url"));
    }

    private static void require(boolean holds, String otherwise) throws MalformedJwsException {
        if (!holds) {
            throw new MalformedJwsException(otherwise);
        }
    }

    /** Of the key that made it, by its own account: a DID, {@code #}, a fragment. */
    public String keyId() {
        return keyId;
    }

    /** The DID in the key id. */
    public String signer() {
        return keyId.substring(0, keyId.indexOf('#'));
    }

    /** What is signed. */
    public JsonObject claims() {
        return claims;
    }

    public boolean isSignedBy(JwsKey key) {
        return key.verifies(algorithm, input, signature);
    }
}
