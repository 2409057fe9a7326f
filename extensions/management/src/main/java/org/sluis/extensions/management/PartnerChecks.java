// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.DidDocument;
import org.sluis.extensions.identity.did.DidDocuments;
import org.sluis.extensions.identity.did.DidDocuments.UnresolvableDidException;
import org.sluis.extensions.web.Outbound;
import org.sluis.extensions.web.Outbound.OutboundException;
import org.sluis.policies.usage.Partner;

/** Tries the links between us and a partner in their order, up to the first that is broken. */
final class PartnerChecks {

    /** Beyond this, tokens are refused as not yet valid or expired. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    private final Outbound outbound;
    private final DidDocuments documents;
    private final ToIntFunction<Partner> datasets;
    private final Clock clock;

    /**
     * Checks over these ways.
     *
     * @param datasets how many datasets the partner shows us; a {@link Refusal} if it answers otherwise, with status 503 or 504
     *     if it does not answer at all
     */
    PartnerChecks(Outbound outbound, DidDocuments documents, ToIntFunction<Partner> datasets, Clock clock) {
        this.outbound = outbound;
        this.documents = documents;
        this.datasets = datasets;
        this.clock = clock;
    }

    /** What two connectors need of each other, in this order. */
    enum Link {
        NAME,
        ROUTE,
        TLS,
        CLOCK,
        DID,
        CREDENTIAL,
        POLICY
    }

    /**
     * One link.
     *
     * @param advice what to do if it is broken; empty otherwise
     */
    record Check(Link link, boolean ok, String found, String advice) {}

    private static final class BrokenException extends Exception {
        private final transient Check check;

        BrokenException(Link link, String found, String advice) {
            super(found, null, false, false);
            this.check = new Check(link, false, found, advice);
        }
    }

    /** All links up to the first broken one, which is the last of the list: a route may break late, at the catalog. */
    List<Check> of(Partner partner) {
        var checks = new ArrayList<Check>();
        try {
            connection(partner, checks);
            did(partner, checks);
            offers(partner, checks);
        } catch (BrokenException e) {
            checks.add(e.check);
        }
        return checks;
    }

    private static void ok(List<Check> checks, Link link, String found) {
        checks.add(new Check(link, true, found, ""));
    }

    private void connection(Partner partner, List<Check> checks) throws BrokenException {
        var address = address(partner);
        Outbound.Answer answer;
        Instant asked = clock.instant();
        try {
            answer = outbound.get(address, "application/json");
        } catch (OutboundException e) {
            throw broken(e, address, checks);
        }
        reached(Link.TLS, address, checks);
        skew(partner, answer, asked, checks);
    }

    private static URI address(Partner partner) throws BrokenException {
        try {
            return new URI(partner.address());
        } catch (java.net.URISyntaxException e) {
            throw new BrokenException(
                    Link.NAME,
                    "'" + partner.address() + "' is not an address",
                    "correct the partner's address in sluis.yaml");
        }
    }

    /** The links up to this one held. */
    private static void reached(Link last, URI address, List<Check> checks) {
        ok(checks, Link.NAME, address.getHost() + " has an address");
        if (last.compareTo(Link.ROUTE) >= 0) {
            ok(checks, Link.ROUTE, "something listens at " + address.getAuthority());
        }
        if (last.compareTo(Link.TLS) >= 0) {
            ok(
                    checks,
                    Link.TLS,
                    "https".equalsIgnoreCase(address.getScheme())
                            ? "its certificate is valid, and for this name"
                            : "none, as both are on this machine");
        }
    }

    private static BrokenException broken(OutboundException failure, URI address, List<Check> checks) {
        return switch (failure.link()) {
            case NAME ->
                new BrokenException(
                        Link.NAME, failure.getMessage(), "correct the partner's address, or ask your network people");
            case FORBIDDEN ->
                new BrokenException(
                        Link.NAME,
                        failure.getMessage(),
                        "correct the partner's address or network.allow in sluis.yaml");
            case TLS -> {
                reached(Link.ROUTE, address, checks);
                yield new BrokenException(
                        Link.TLS,
                        failure.getMessage(),
                        "ask the partner for a valid certificate, or add its authority to tls.trust");
            }
            default -> {
                reached(Link.NAME, address, checks);
                yield new BrokenException(
                        Link.ROUTE,
                        failure.getMessage(),
                        "ask whether its connector runs and whether a firewall on either side stops us");
            }
        };
    }

    private void skew(Partner partner, Outbound.Answer answer, Instant asked, List<Check> checks)
            throws BrokenException {
        var date = answer.header("Date");
        if (date.isEmpty()) {
            ok(checks, Link.CLOCK, partner.name() + " does not tell its time");
            return;
        }
        try {
            var theirs = ZonedDateTime.parse(date.get(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            var ahead = Duration.between(asked, theirs);
            if (ahead.abs().compareTo(SKEW) > 0) {
                throw new BrokenException(
                        Link.CLOCK,
                        "its clock is " + ahead.abs().toSeconds() + " s " + (ahead.isNegative() ? "behind" : "ahead of")
                                + " ours",
                        "set the clock by a time server, on the side that is wrong");
            }
            ok(checks, Link.CLOCK, "its clock and ours agree within " + SKEW.toSeconds() + " s");
        } catch (DateTimeException e) {
            ok(checks, Link.CLOCK, partner.name() + " does not tell its time in the form of HTTP");
        }
    }

    private void did(Partner partner, List<Check> checks) throws BrokenException {
        if (!Did.isOne(partner.id())) {
            throw new BrokenException(
                    Link.DID, partner.id() + " is not a did:web identifier", "correct the partner's id in sluis.yaml");
        }
        try {
            var did = new Did(partner.id());
            documents.refresh(did);
            var document = documents.resolve(did);
            if (document.service(DidDocument.CREDENTIAL_SERVICE).isEmpty()) {
                throw new BrokenException(
                        Link.DID,
                        "its DID document names no CredentialService",
                        "ask the partner to publish one; we cannot see its credentials");
            }
            endpoint(partner, document);
            ok(checks, Link.DID, partner.id() + " resolves, with its keys and services");
        } catch (UnresolvableDidException e) {
            throw new BrokenException(
                    Link.DID, e.getMessage(), "ask the partner whether this is its DID and its document is published");
        }
    }

    private static void endpoint(Partner partner, DidDocument document) throws BrokenException {
        var endpoint = document.service(DidDocument.PROTOCOL_ENDPOINT);
        if (endpoint.isPresent()
                && !bare(partner.address()).equals(bare(endpoint.get().toString()))) {
            throw new BrokenException(
                    Link.DID,
                    "its DID document says it is reached at " + endpoint.get() + ", not at " + partner.address(),
                    "correct the partner's address in sluis.yaml, or ask whether it moved");
        }
    }

    private static String bare(String address) {
        return address.replaceAll("/+$", "").replaceAll("/2025-1$", "");
    }

    private void offers(Partner partner, List<Check> checks) throws BrokenException {
        int shown;
        try {
            shown = datasets.applyAsInt(partner);
        } catch (Refusal refusal) {
            throw withoutCatalog(refusal);
        }
        ok(checks, Link.CREDENTIAL, partner.name() + " accepts who we are");
        ok(
                checks,
                Link.POLICY,
                switch (shown) {
                    // Nothing shared is no fault, and what a policy hides looks the same from here.
                    case 0 ->
                        "it offers us nothing; if you expect an offer, ask which credential it wants: its"
                                + " 'sluis log show' says why";
                    case 1 -> "it offers us 1 dataset";
                    default -> "it offers us " + shown + " datasets";
                });
    }

    /** Only an answer that refuses us says something about our credentials. */
    private static BrokenException withoutCatalog(Refusal refusal) {
        return switch (refusal.status()) {
            case 503, 504 ->
                new BrokenException(
                        Link.ROUTE,
                        refusal.getMessage(),
                        "try again in a while; if it stays so, ask the partner for what its connector logged");
            default ->
                new BrokenException(
                        Link.CREDENTIAL,
                        refusal.getMessage(),
                        "see 'sluis credentials' for what we can show, and ask whether the partner trusts its issuer");
        };
    }
}
