// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.sluis.extensions.authority.Authority;
import org.sluis.extensions.authority.AuthoritySettings;
import org.sluis.extensions.authority.catalog.ChainCatalog;
import org.sluis.extensions.authority.edc.AuthorityExtension;
import org.sluis.extensions.authority.edc.ChainCatalogExtension;
import org.sluis.extensions.identity.Wallet;
import org.sluis.extensions.identity.did.DidDocument;
import org.sluis.extensions.storage.PostgresInvitations;
import org.sluis.extensions.storage.PostgresIssuances;
import org.sluis.extensions.storage.PostgresMemberCatalogs;
import org.sluis.extensions.storage.PostgresMembers;
import org.sluis.extensions.storage.PostgresStatusLists;

/** What a coordinator's connector has more than that of a firm: the authority, and the catalog of its members' catalogs. */
record Coordinator(Authority authority, ChainCatalog.Parts catalog) {

    /** What it shares with the rest of the connector. */
    record Parts(Path folder, Wallet wallet, DataSource database, Network network, Clock clock) {}

    static Optional<Coordinator> open(Configuration configuration, Parts parts) {
        return configuration.authority() == null ? Optional.empty() : Optional.of(of(configuration, parts));
    }

    private static Coordinator of(Configuration configuration, Parts parts) {
        var identity = parts.wallet().identity();
        var database = parts.database();
        var members = new PostgresMembers(database);
        var written = configuration.authority();
        var settings = new AuthoritySettings(
                identity.self(),
                written.name(),
                URI.create(configuration.listeners().open().address()),
                new AuthoritySettings.Rulebook(
                        written.rulebook().version(),
                        Optional.ofNullable(written.rulebook().address())),
                written.validity());
        var authority = new Authority(
                settings,
                identity,
                parts.network().outbound(),
                new Authority.Ports(
                        new PostgresInvitations(database),
                        members,
                        new PostgresIssuances(database),
                        new PostgresStatusLists(database)),
                parts.folder().resolve(configuration.data()).resolve("status"),
                parts.clock());
        var catalog = new ChainCatalog.Parts(
                settings,
                parts.wallet(),
                members,
                new PostgresMemberCatalogs(database),
                parts.network().outbound(),
                written.catalogRefresh(),
                parts.clock());
        return new Coordinator(authority, catalog);
    }

    /** What to name in the DID document. */
    List<DidDocument.Service> services() {
        var services = new ArrayList<>(authority.services());
        services.add(ChainCatalog.service(catalog.authority()));
        return List.copyOf(services);
    }

    /** What EDC needs of it. */
    List<ServiceExtension> extensions() {
        return List.of(new AuthorityExtension(authority), new ChainCatalogExtension(catalog));
    }
}
