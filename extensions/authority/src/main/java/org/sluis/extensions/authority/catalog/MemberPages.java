// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.catalog;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sluis.extensions.authority.catalog.MemberCatalogs.Due;
import org.sluis.extensions.authority.membership.Attestation;
import org.sluis.extensions.identity.Identity;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.verifier.CredentialServices;
import org.sluis.extensions.web.Outbound;
import org.sluis.extensions.web.Outbound.Answer;
import org.sluis.extensions.web.Outbound.OutboundException;
import org.sluis.extensions.web.Outbound.OutboundRequest;

/**
 * Asks members for their catalogs (DSP 2025-1, catalog protocol over HTTP), as the participant that this authority is. Each page is
 * bounded in time and size.
 */
final class MemberPages {

    private static final String VERSION = "/2025-1";
    private static final String MESSAGE = """
            {"@context": ["https://w3id.org/dspace/2025/1/context.jsonld"], "@type": "CatalogRequestMessage"}""";
    private static final Pattern NEXT = Pattern.compile("<([^<>]*)>\\s*;[^<]*\\brel=\"?next\\b");
    private static final int LONGEST_QUERY = 4_000;
    private static final Set<String> SCOPES = Attestation.TYPES.stream()
            .map(type -> CredentialServices.SCOPE + type + ":read")
            .collect(Collectors.toSet());

    private final Identity identity;
    private final Outbound outbound;

    MemberPages(Identity identity, Outbound outbound, Duration patience) {
        this.identity = identity;
        this.outbound = outbound.within(patience);
    }

    /**
     * A page as the member wrote it.
     *
     * @param next what to ask the next page with
     */
    record Page(String body, Optional<String> next) {}

    /** Asks for the page that a page before named, or for the first. */
    Page ask(Due member, Optional<String> next) throws CatalogException {
        try {
            var answer = outbound.send(new OutboundRequest(
                    "POST",
                    address(member.endpoint(), next),
                    Map.of(
                            "Authorization", "Bearer " + token(member.member()),
                            "Content-Type", "application/json",
                            "Accept", "application/json"),
                    MESSAGE));
            if (answer.status() != 200) {
                throw new CatalogException(refusal(answer));
            }
            return new Page(answer.body(), next(answer));
        } catch (OutboundException e) {
            throw new CatalogException("it cannot be reached: " + e.getMessage());
        }
    }

    /** Of what a page says about the next one only the query counts: where the member listens, is known from its membership. */
    private static URI address(URI endpoint, Optional<String> next) {
        var base = endpoint.toString().replaceAll("/+$", "");
        var versioned = base.endsWith(VERSION) ? base : base + VERSION;
        return URI.create(
                versioned + "/catalog/request" + next.map(query -> "?" + query).orElse(""));
    }

    private String token(Did member) {
        return identity.tokens().to(member, identity.grants().issue(member, SCOPES));
    }

    private static Optional<String> next(Answer answer) throws CatalogException {
        var link = answer.header("Link").map(NEXT::matcher).filter(matcher -> matcher.find());
        if (link.isEmpty()) {
            return Optional.empty();
        }
        try {
            var query = URI.create(link.get().group(1)).getRawQuery();
            if (query != null && query.length() <= LONGEST_QUERY) {
                return Optional.of(query);
            }
        } catch (IllegalArgumentException e) {
            throw new CatalogException("its link to the next page is no address");
        }
        throw new CatalogException(
                "its link to the next page has no query of at most " + LONGEST_QUERY + " characters");
    }

    private static String refusal(Answer answer) {
        var status = " (HTTP " + answer.status() + ")";
        if (answer.status() == 401) {
            return "it refuses us: our token or our membership does not count there" + status
                    + "; do its clock and its view of our DID document hold?";
        }
        return (answer.status() >= 500 ? "it failed" : "it refuses us") + status;
    }
}
