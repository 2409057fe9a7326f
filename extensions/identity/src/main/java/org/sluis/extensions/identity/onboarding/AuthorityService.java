// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.onboarding;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.DidDocument;
import org.sluis.extensions.identity.did.DidDocuments;
import org.sluis.extensions.identity.did.DidDocuments.UnresolvableDidException;
import org.sluis.extensions.identity.tokens.SelfIssuedTokens;
import org.sluis.extensions.web.Outbound;
import org.sluis.extensions.web.Outbound.Answer;
import org.sluis.extensions.web.Outbound.OutboundException;
import org.sluis.extensions.web.Outbound.OutboundRequest;

/** Talks to the SluisAuthority service of a DID. */
public final class AuthorityService {

    private static final Duration CLOCKS_APART = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final SelfIssuedTokens tokens;
    private final DidDocuments documents;
    private final Outbound outbound;
    private final Clock clock;

    public AuthorityService(SelfIssuedTokens tokens, DidDocuments documents, Outbound outbound, Clock clock) {
        this.tokens = tokens;
        this.documents = documents;
        this.outbound = outbound;
        this.clock = clock;
    }

    /** The authority cannot be asked, or says no; the message is one line for people. */
    public static final class AuthorityException extends Exception {
        private final boolean forGood;

        AuthorityException(String message, boolean forGood, Throwable cause) {
            super(message, cause);
            this.forGood = forGood;
        }

        /** Whether asking again is of no use. */
        public boolean isForGood() {
            return forGood;
        }
    }

    /** What an invitation is, as the authority says. Shows nothing about us. */
    public JsonNode invitation(Invitation invitation) throws AuthorityException {
        return ask("GET", invitation.authority(), "/invitations/" + invitation.code(), Optional.empty(), false);
    }

    /** Sends an application; sent again it is the same application. */
    public JsonNode apply(Did authority, JsonNode application) throws AuthorityException {
        return ask("POST", authority, "/applications", Optional.of(application), true);
    }

    /** How our application stands. */
    public JsonNode application(Did authority) throws AuthorityException {
        return ask("GET", authority, "/applications/mine", Optional.empty(), true);
    }

    /** The directory. */
    public JsonNode members(Did authority) throws AuthorityException {
        return ask("GET", authority, "/members", Optional.empty(), true);
    }

    private JsonNode ask(String method, Did authority, String path, Optional<JsonNode> body, boolean named)
            throws AuthorityException {
        var address = endpoint(authority, path);
        var headers = new LinkedHashMap<>(Map.of("Accept", "application/json"));
        body.ifPresent(json -> headers.put("Content-Type", "application/json"));
        if (named) {
            headers.put("Authorization", "Bearer " + tokens.to(authority));
        }
        try {
            var answer = outbound.send(new OutboundRequest(
                    method, address, headers, body.map(JsonNode::toString).orElse("")));
            if (answer.status() / 100 != 2) {
                throw refusal(authority, answer);
            }
            return JSON.readTree(answer.body());
        } catch (OutboundException e) {
            throw new AuthorityException(
                    "the authority " + authority + " cannot be reached: " + e.getMessage(), false, e);
        } catch (JacksonException e) {
            throw new AuthorityException(
                    "the authority " + authority + " answered with something unreadable", false, e);
        }
    }

    private URI endpoint(Did authority, String path) throws AuthorityException {
        try {
            var address = documents.resolve(authority).address(DidDocument.AUTHORITY, path);
            if (address.isEmpty()) {
                documents.refresh(authority);
                throw new AuthorityException(
                        authority + " is no authority: its DID document names no SluisAuthority service; check the"
                                + " invitation",
                        false,
                        null);
            }
            return address.get();
        } catch (UnresolvableDidException e) {
            throw new AuthorityException(e.getMessage(), false, e);
        }
    }

    private AuthorityException refusal(Did authority, Answer answer) {
        if (answer.status() == 401) {
            var apart = clocksApart(answer);
            var why = apart.map(seconds -> "our clock and that of " + authority + " are " + seconds
                            + " seconds apart; set the clock of this machine")
                    .orElse(authority + " does not accept our signature; is our DID document what it sees?");
            return new AuthorityException(why, false, null);
        }
        var later = answer.status() >= 500 || Set.of(408, 425, 429).contains(answer.status());
        return new AuthorityException(
                authority + " refuses: " + answer.detail().orElse("no reason given") + " (HTTP " + answer.status()
                        + ")",
                !later,
                null);
    }

    private Optional<Long> clocksApart(Answer answer) {
        try {
            return answer.header("Date")
                    .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME))
                    .map(theirs -> Duration.between(theirs.toInstant(), clock.instant())
                            .abs())
                    .filter(apart -> apart.compareTo(CLOCKS_APART) >= 0)
                    .map(Duration::toSeconds);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
