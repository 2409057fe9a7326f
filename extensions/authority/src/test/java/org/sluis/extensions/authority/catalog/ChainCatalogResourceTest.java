// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.authority.AuthoritySettings;
import org.sluis.extensions.authority.InMemoryAuthority;
import org.sluis.extensions.authority.ServedParty;
import org.sluis.extensions.authority.membership.Applicant;
import org.sluis.extensions.authority.membership.Entitlements;
import org.sluis.extensions.authority.membership.Member;
import org.sluis.extensions.authority.membership.Standing;
import org.sluis.extensions.identity.did.Did;
import org.sluis.policies.testkit.InMemoryDecisions;
import org.sluis.policies.usage.DecisionRecord;
import org.sluis.policies.usage.Decisions;

/** The catalog of the chain as its members read it, over HTTP with signed tokens. */
class ChainCatalogResourceTest {

    private static final String MESSAGE = """
            {"@context": ["https://w3id.org/dspace/2025/1/context.jsonld", "https://w3id.org/edc/dspace/v0.0.1"],
             "@type": "CatalogRequestMessage"%s}""";
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>; rel=\"next\"");

    private final InMemoryAuthority members = new InMemoryAuthority();
    private final InMemoryMemberCatalogs catalogs = new InMemoryMemberCatalogs(members);
    private final InMemoryDecisions decisions = new InMemoryDecisions();
    private ServedParty authority;
    private ServedParty reader;

    @BeforeEach
    void serve() throws Exception {
        authority = new ServedParty(0, Set.of());
        reader = new ServedParty(0, Set.of());
        enrol(reader.did, "reader");
        enrol(SimulatedMembers.did("maker"), "maker");
        var settings = new AuthoritySettings(
                authority.did,
                "The Chain",
                URI.create(authority.address),
                new AuthoritySettings.Rulebook("1", Optional.empty()),
                Duration.ofDays(1));
        authority.serve(
                ChainCatalog.PATH,
                new ChainCatalogResource(
                        settings,
                        authority.identity.tokenVerifier(),
                        members,
                        catalogs,
                        decisions,
                        new Expansion(DspContexts.jsonLd()),
                        Clock.systemUTC()));
    }

    @AfterEach
    void close() {
        authority.close();
        reader.close();
    }

    private void enrol(Did id, String name) {
        var firm = new Applicant(id, name, name + " B.V.", "1-" + name, URI.create("https://maker.example/dsp"), "1");
        assertThat(members.enrol(new Member(
                        firm,
                        Standing.APPROVED,
                        Instant.now(),
                        Optional.empty(),
                        Entitlements.NONE,
                        Optional.empty(),
                        "")))
                .isEmpty();
    }

    private void makerShows(String datasets) throws Exception {
        var maker = SimulatedMembers.did("maker");
        var expanded = new Expansion(DspContexts.jsonLd())
                .expand(Expansion.parse(SimulatedMembers.catalog(maker.value(), datasets)));
        var read = new CatalogReader(maker, "maker Maker B.V.").read(expanded);
        catalogs.read(
                maker,
                new MemberCatalogs.Read(Optional.of(read), "", "d"),
                Instant.parse("2026-11-22T12:00:00Z"),
                Instant.now());
    }

    private HttpResponse<String> ask(ServedParty who, String more, String query) throws Exception {
        return ServedParty.post(
                authority.address + "/chain/2025-1/catalog/request" + query,
                who.token(authority),
                MESSAGE.formatted(more));
    }

    private JsonNode catalog(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Expansion.parse(answer.body());
    }

    private static String filter(String left, String right) {
        return """
                , "filter": {"@type": "QuerySpec", "limit": 10, "filterExpression": [{"@type": "Criterion",
                "operandLeft": "%s", "operator": "=", "operandRight": "%s"}]}""".formatted(left, right);
    }

    private List<DecisionRecord> recorded() {
        return decisions.list(
                new Decisions.Query(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 10));
    }

    @Test
    void aMemberSeesWhoOffersWhatAndWhereAndHowFreshThatIs() throws Exception {
        makerShows(SimulatedMembers.dataset("urn:a", ""));

        var catalog = catalog(ask(reader, "", ""));

        assertThat(catalog.path("@type").asText()).isEqualTo("Catalog");
        assertThat(catalog.path("participantId").asText()).isEqualTo(authority.did.value());
        var excerpt = catalog.path("catalog").path(0);
        assertThat(excerpt.path("participantId").asText()).isEqualTo("did:web:maker.example");
        assertThat(excerpt.path("service").path(0).path("endpointURL").asText()).isEqualTo("https://maker.example/dsp");
        assertThat(excerpt.path("https://w3id.org/sluis/catalog/1/readAt").asText())
                .isEqualTo("2026-11-22T12:00:00Z");
        var dataset = excerpt.path("dataset").path(0);
        assertThat(dataset.path("@id").asText()).isEqualTo("urn:a");
        assertThat(dataset.path("hasPolicy").path(0).path("permission")).hasSize(1);
        assertThat(dataset.path("distribution").path(0).path("format").asText()).isEqualTo("HttpData-PULL");
        assertThat(catalog.toString()).doesNotContain("elsewhere.example");
        assertThat(recorded()).singleElement().satisfies(record -> {
            assertThat(record.allowed()).isTrue();
            assertThat(record.party()).contains(reader.did.value());
            assertThat(record.subject()).contains("catalog of the chain: 1 datasets shown");
        });
    }

    @Test
    void nobodyElseSeesAnything() throws Exception {
        makerShows(SimulatedMembers.dataset("urn:a", ""));
        try (var stranger = new ServedParty(0, Set.of())) {
            var refused = ask(stranger, "", "");
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("CatalogError").doesNotContain("urn:a");
        }
        assertThat(recorded())
                .singleElement()
                .satisfies(record -> assertThat(record.allowed()).isFalse());
        var used = reader.token(authority);
        var address = authority.address + "/chain/2025-1/catalog/request";
        assertThat(ServedParty.post(address, used, MESSAGE.formatted("")).statusCode())
                .isEqualTo(200);
        assertThat(ServedParty.post(address, used, MESSAGE.formatted("")).statusCode())
                .isEqualTo(401);
        assertThat(ServedParty.post(address, "", MESSAGE.formatted("")).statusCode())
                .isEqualTo(401);
        members.decide(
                reader.did,
                new Member.Decision(Standing.SUSPENDED, Optional.empty(), Optional.empty(), "why"),
                Instant.now());
        assertThat(ask(reader, "", "").statusCode()).isEqualTo(403);
    }

    @Test
    void filtersFindByTextProductAndOwner() throws Exception {
        makerShows(SimulatedMembers.dataset("urn:a", "") + ","
                + SimulatedMembers.dataset("urn:b", "", "\"edc:description\": \"Überzug\","));

        assertThat(catalog(ask(reader, filter(ChainQueryReader.TEXT, "BRACKET uberz"), ""))
                        .path("catalog"))
                .hasSize(1);
        assertThat(catalog(ask(reader, filter(ChainQueryReader.PRODUCT, "production-status"), ""))
                        .path("catalog"))
                .hasSize(2);
        assertThat(catalog(ask(reader, filter(ChainQueryReader.PARTICIPANT, reader.did.value()), ""))
                        .path("catalog"))
                .isEmpty();
        assertThat(ask(reader, filter("https://x.example/y", "1"), "").statusCode())
                .isEqualTo(400);
        assertThat(ask(reader, "", "?continuationToken=nonsense").statusCode()).isEqualTo(400);
    }

    @Test
    void pagesFollowTheirLinkToTheEnd() throws Exception {
        var all = new StringBuilder(SimulatedMembers.dataset("urn:0", ""));
        for (var i = 1; i < 7; i++) {
            all.append(',').append(SimulatedMembers.dataset("urn:" + i, ""));
        }
        makerShows(all.toString());
        var seen = new ArrayList<String>();
        var more = ", \"filter\": {\"@type\": \"QuerySpec\", \"offset\": 0, \"limit\": 3}";
        var query = "";
        for (var page = 0; page < 3; page++) {
            var answer = ask(reader, page == 0 ? more : "", query);
            catalog(answer)
                    .path("catalog")
                    .forEach(excerpt ->
                            seen.add(excerpt.path("dataset").path(0).path("@id").asText()));
            var next = answer.headers().firstValue("Link").map(NEXT::matcher).filter(link -> link.matches());
            assertThat(next.isPresent()).isEqualTo(page < 2);
            query = next.map(link -> "?" + URI.create(link.group(1)).getRawQuery())
                    .orElse("");
        }
        assertThat(seen).containsExactly("urn:0", "urn:1", "urn:2", "urn:3", "urn:4", "urn:5", "urn:6");
    }
}
