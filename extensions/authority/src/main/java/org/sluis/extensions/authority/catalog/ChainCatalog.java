// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.catalog;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.edc.jsonld.spi.JsonLd;
import org.sluis.extensions.authority.AuthoritySettings;
import org.sluis.extensions.authority.membership.Members;
import org.sluis.extensions.identity.Wallet;
import org.sluis.extensions.identity.did.DidDocument;
import org.sluis.extensions.web.Outbound;
import org.sluis.extensions.web.WebResource;
import org.sluis.policies.usage.Decisions;

/** The members' catalogs as one: read from them from time to time, kept, and served to them. Put together once. */
public final class ChainCatalog implements AutoCloseable {

    /** Where it is served on the public listener. */
    public static final String PATH = ChainCatalogResource.PATH;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Parts parts;
    private final OwnMembership membership;
    private final Crawler crawler;
    private final Expansion expansion;

    /**
     * What it is put together from.
     *
     * @param refresh after how long a catalog is read again
     */
    public record Parts(
            AuthoritySettings authority,
            Wallet wallet,
            Members members,
            MemberCatalogs catalogs,
            Outbound outbound,
            Duration refresh,
            Clock clock) {}

    public ChainCatalog(Parts parts, JsonLd jsonLd) {
        this.parts = parts;
        this.expansion = new Expansion(jsonLd);
        var pages = new MemberPages(parts.wallet().identity(), parts.outbound(), PATIENCE);
        this.membership = new OwnMembership(parts.authority(), parts.members(), parts.wallet(), parts.clock());
        this.crawler = new Crawler(
                new Crawl(pages, expansion, Crawl.Bounds.DEFAULT, parts.clock()),
                parts.catalogs(),
                membership::holds,
                parts.refresh(),
                parts.clock());
    }

    /** What to name in the DID document, as the Dataspace Protocol says it. */
    public static DidDocument.Service service(AuthoritySettings authority) {
        return new DidDocument.Service(
                authority.id() + "#chain-catalog",
                DidDocument.CATALOG_SERVICE,
                URI.create(authority.address() + PATH + ChainCatalogResource.VERSION));
    }

    /** To be served at {@link #PATH}. */
    public WebResource resource(Decisions decisions) {
        return new ChainCatalogResource(
                parts.authority(),
                parts.wallet().identity().tokenVerifier(),
                parts.members(),
                parts.catalogs(),
                decisions,
                expansion,
                parts.clock());
    }

    /** How fresh it is, for the management listener. */
    public Object management() {
        return new MemberCatalogsResource(parts.catalogs(), membership::problem);
    }

    /** Begins to read the members' catalogs. */
    public void start() {
        crawler.start();
    }

    @Override
    public void close() {
        crawler.close();
    }
}
