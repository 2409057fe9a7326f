// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.verifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.tokens.Jws;
import org.sluis.extensions.identity.tokens.Jws.MalformedException;

/**
 * A presentation that says that it is the holder's, for us and now; nothing of it is proven. VC 1.1 with a {@code vp} claim, or VC
 * 2.0 JOSE with enveloped credentials.
 *
 * @param credentials compact, as they are
 */
record PresentationForm(Jws jws, List<String> credentials) {

    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final int LONGEST = 512 * 1024;
    private static final int MOST = 32;
    private static final Set<String> TYPES = Set.of("jwt", "vp+jwt", "");
    private static final String ENVELOPE = "data:application/vc+jwt,";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static PresentationForm parse(String compact, Did holder, Did self, Instant now)
            throws RefusedPresentationException {
        try {
            var jws = Jws.parse(compact, LONGEST, TYPES);
            var claims = JSON.<JsonNode>valueToTree(jws.claims());
            var wrapped = claims.has("vp");
            require(!wrapped || !jws.type().equals("vp+jwt"), "form: both VC 1.1 and VC 2.0");
            var body = wrapped ? claims.get("vp") : claims;
            require(jws.signer().equals(holder), "key id: not of the holder");
            require(
                    claims.path("iss").asText(wrapped ? "" : holder.value()).equals(holder.value()),
                    "issuer: not the holder");
            require(claims.path("sub").asText(holder.value()).equals(holder.value()), "subject: not the holder");
            require(isHolder(body.path("holder"), holder), "holder: not who presents");
            require(jws.text("aud").filter(self.value()::equals).isPresent(), "audience: not exactly us");
            times(jws, now);
            require(isPresentation(body.path("type")), "type: not a presentation");
            return new PresentationForm(jws, credentials(body.path("verifiableCredential")));
        } catch (MalformedException e) {
            throw new RefusedPresentationException("form: " + e.getMessage(), e);
        }
    }

    private static boolean isHolder(JsonNode field, Did holder) {
        var id = field.isObject() ? field.path("id") : field;
        return id.isMissingNode() || id.asText().equals(holder.value());
    }

    private static void times(Jws jws, Instant now) throws MalformedException, RefusedPresentationException {
        var expiry = jws.time("exp").orElseThrow(() -> new RefusedPresentationException("expiry: missing"));
        require(expiry.plus(SKEW).isAfter(now), "expiry: over");
        require(!jws.time("iat").orElse(now).minus(SKEW).isAfter(now), "time of issue: in the future");
        require(!jws.time("nbf").orElse(now).minus(SKEW).isAfter(now), "start: in the future");
    }

    private static boolean isPresentation(JsonNode type) {
        for (var one : type.isArray() ? type : JSON.createArrayNode().add(type)) {
            if (one.asText().equals("VerifiablePresentation")) {
                return true;
            }
        }
        return false;
    }

    private static List<String> credentials(JsonNode field) throws RefusedPresentationException {
        var all = new ArrayList<String>();
        for (var one : field.isArray() ? field : JSON.createArrayNode().add(field)) {
            var id = one.path("id").asText("");
            require(one.isTextual() || id.startsWith(ENVELOPE), "credential: not a JWT");
            all.add(one.isTextual() ? one.textValue() : id.substring(ENVELOPE.length()));
        }
        require(all.size() <= MOST, "credentials: more than " + MOST);
        return List.copyOf(all);
    }

    static void require(boolean holds, String check) throws RefusedPresentationException {
        if (!holds) {
            throw new RefusedPresentationException(check);
        }
    }
}
