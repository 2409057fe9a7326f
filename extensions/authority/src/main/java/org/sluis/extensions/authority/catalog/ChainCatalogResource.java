// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.sluis.extensions.authority.AuthoritySettings;
import org.sluis.extensions.authority.catalog.MemberCatalogs.Listed;
import org.sluis.extensions.authority.membership.Members;
import org.sluis.extensions.authority.membership.Standing;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.tokens.TokenVerifier;
import org.sluis.extensions.identity.tokens.TokenVerifier.RefusedTokenException;
import org.sluis.extensions.web.WebAnswer;
import org.sluis.extensions.web.WebRequest;
import org.sluis.extensions.web.WebResource;
import org.sluis.policies.decision.Decider;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.decision.Reason;
import org.sluis.policies.usage.DecisionIds;
import org.sluis.policies.usage.DecisionRecord;
import org.sluis.policies.usage.Decisions;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;

/**
 * {@code /chain/2025-1/catalog/request}: the members' catalogs as one, over the catalog protocol of DSP 2025-1, for approved members
 * only. Whom the authority's own records name as a member needs to show no credential of it. Who read is on record.
 */
final class ChainCatalogResource implements WebResource {

    static final String PATH = "/chain";
    static final String VERSION = "/2025-1";

    private static final String REQUEST = VERSION + "/catalog/request";

    private final AuthoritySettings authority;
    private final TokenVerifier tokens;
    private final Members members;
    private final MemberCatalogs catalogs;
    private final Decisions decisions;
    private final Expansion expansion;
    private final Clock clock;

    ChainCatalogResource(
            AuthoritySettings authority,
            TokenVerifier tokens,
            Members members,
            MemberCatalogs catalogs,
            Decisions decisions,
            Expansion expansion,
            Clock clock) {
        this.authority = authority;
        this.tokens = tokens;
        this.members = members;
        this.catalogs = catalogs;
        this.decisions = decisions;
        this.expansion = expansion;
        this.clock = clock;
    }

    @Override
    public WebAnswer answer(WebRequest request) {
        if (!request.method().equals("POST") || !request.path().equals(REQUEST)) {
            return error(404, "The catalog of the chain is at POST " + PATH + REQUEST + ".");
        }
        try {
            var reader = tokens.verify(request.bearer().orElse("")).issuer();
            return isMember(reader) ? page(reader, request) : refused(reader);
        } catch (RefusedTokenException e) {
            return error(401, "The token was refused: " + e.getMessage());
        } catch (RecordUnavailableException e) {
            return error(503, "Nothing is shown while it cannot be put on record.");
        }
    }

    private boolean isMember(Did reader) {
        return members.find(reader)
                .filter(member -> member.standing() == Standing.APPROVED)
                .isPresent();
    }

    private WebAnswer refused(Did reader) throws RecordUnavailableException {
        record(
                reader,
                false,
                "catalog of the chain",
                List.of(new Reason("", "not-a-member", "", "", authority.id().value(), "")));
        return error(403, "The catalog of the chain is for its members.");
    }

    private WebAnswer page(Did reader, WebRequest request) throws RecordUnavailableException {
        ChainQuery query;
        try {
            query = ChainQueryReader.read(
                    expansion.expand(request.body().orElseGet(JsonNodeFactory.instance::objectNode)),
                    Optional.ofNullable(request.query().get(ChainQueryReader.CONTINUATION)));
        } catch (CatalogException | IllegalArgumentException e) {
            return error(400, "The request cannot be answered: " + e.getMessage() + ".");
        }
        var all = catalogs.page(query, reader);
        record(reader, true, "catalog of the chain: " + all.size() + " datasets shown", List.of());
        var answer =
                WebAnswer.text(200, "application/json", expansion.compact(new ChainCatalogJson(authority).page(all)));
        return all.size() < query.limit() ? answer : answer.with("Link", next(query, all.get(all.size() - 1)));
    }

    private String next(ChainQuery query, Listed last) {
        return "<" + authority.address() + PATH + REQUEST + "?" + ChainQueryReader.CONTINUATION + "="
                + ChainQueryReader.continuation(query, last) + ">; rel=\"next\"";
    }

    private void record(Did reader, boolean allowed, String subject, List<Reason> reasons)
            throws RecordUnavailableException {
        var now = clock.instant();
        decisions.append(new DecisionRecord(
                DecisionIds.at(now),
                now,
                Moment.CATALOG,
                allowed,
                Optional.of(reader.value()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(subject),
                reasons,
                Decider.EVALUATOR));
    }

    /** A CatalogError of DSP 2025-1. */
    private static WebAnswer error(int status, String reason) {
        var error = JsonNodeFactory.instance.objectNode();
        error.putArray("@context").add("https://w3id.org/dspace/2025/1/context.jsonld");
        error.put("@type", "CatalogError").put("code", String.valueOf(status));
        error.putArray("reason").add(reason);
        return WebAnswer.json(status, (JsonNode) error);
    }
}
