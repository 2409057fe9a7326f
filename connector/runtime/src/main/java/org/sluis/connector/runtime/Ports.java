// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Collectors;
import org.sluis.extensions.dataplane.DataFlows;
import org.sluis.extensions.dataplane.Pushes;
import org.sluis.extensions.management.EndpointReferences;
import org.sluis.extensions.management.ManagementChanges;
import org.sluis.extensions.management.Principals;
import org.sluis.extensions.products.Product;
import org.sluis.extensions.products.ProductReleases;
import org.sluis.extensions.products.ProductVersions;
import org.sluis.extensions.protocol.machines.Replicas;
import org.sluis.extensions.storage.Notifications;
import org.sluis.extensions.storage.PostgresApprovals;
import org.sluis.extensions.storage.PostgresDataFlows;
import org.sluis.extensions.storage.PostgresDirectory;
import org.sluis.extensions.storage.PostgresEndpointReferences;
import org.sluis.extensions.storage.PostgresHouseRules;
import org.sluis.extensions.storage.PostgresManagementChanges;
import org.sluis.extensions.storage.PostgresOutbox;
import org.sluis.extensions.storage.PostgresProductVersions;
import org.sluis.extensions.storage.PostgresPushes;
import org.sluis.extensions.storage.PostgresUsageLedger;
import org.sluis.policies.usage.AgreementSeals;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.Approvals;
import org.sluis.policies.usage.Decisions;
import org.sluis.policies.usage.HouseRules;
import org.sluis.policies.usage.Partners;
import org.sluis.policies.usage.Pseudonyms;
import org.sluis.policies.usage.UsageLedger;
import org.sluis.policies.usage.house.HouseRulesReader;
import org.sluis.policies.usage.house.HouseRulesVersions;
import org.sluis.policies.usage.house.WrittenHouseRules;

/** What the extensions need, on this company's database and configuration. */
record Ports(
        PostgresOutbox outbox,
        Agreements agreements,
        Approvals approvals,
        AgreementSeals seals,
        Decisions decisions,
        UsageLedger ledger,
        ProductVersions versions,
        ProductReleases releases,
        ManagementChanges changes,
        Pseudonyms pseudonyms,
        EndpointReferences references,
        DataFlows flows,
        Pushes pushes,
        Partners partners,
        HouseRules houseRules,
        HouseRulesVersions houseRulesVersions,
        HouseRulesReader houseRulesReader,
        Principals principals,
        Replicas replicas) {

    static Ports open(
            Path folder,
            Configuration configuration,
            Storage storage,
            Notifications notifications,
            Agreements agreements,
            PolicyLogs logs,
            Replicas replicas) {
        var ours = storage.ours();
        var replica = configuration.replica();
        var versions = new PostgresProductVersions(ours, notifications);
        var partners = new Partners(new KnownPartners(configuration.knownPartners(), new PostgresDirectory(ours)));
        var houseRules = new PostgresHouseRules(ours);
        var reader = new HouseRulesReader(Product.ALL.stream().map(Product::id).collect(Collectors.toSet()));
        return new Ports(
                new PostgresOutbox(ours, notifications),
                agreements,
                new PostgresApprovals(ours, logs.pseudonyms()),
                logs.seals().seals(),
                logs.decisions(),
                new PostgresUsageLedger(ours, Clock.systemUTC(), replica, logs.decisions()),
                versions,
                new ProductReleases(
                        folder.resolve(configuration.products().folder()),
                        versions,
                        configuration.participant().id()),
                new PostgresManagementChanges(ours, logs.pseudonyms()),
                logs.pseudonyms(),
                new PostgresEndpointReferences(ours),
                new PostgresDataFlows(ours),
                new PostgresPushes(ours),
                partners,
                new WrittenHouseRules(houseRules, reader, partners),
                houseRules,
                reader,
                configuration.knownPrincipals(),
                replicas);
    }
}
