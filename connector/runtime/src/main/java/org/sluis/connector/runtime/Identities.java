// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.sluis.extensions.authority.membership.Members;
import org.sluis.extensions.authority.membership.Standing;
import org.sluis.extensions.identity.Identity;
import org.sluis.extensions.identity.IdentitySettings;
import org.sluis.extensions.identity.Wallet;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.DidDocument;
import org.sluis.extensions.identity.did.OwnDidDocument;
import org.sluis.extensions.identity.edc.DcpExtension;
import org.sluis.extensions.identity.edc.WalletExtension;
import org.sluis.extensions.identity.keys.KeyStoreSigningKeys;
import org.sluis.extensions.identity.keys.SecretStore;
import org.sluis.extensions.identity.onboarding.JoinedIssuers;
import org.sluis.extensions.identity.onboarding.OnboardingSteps.Firm;
import org.sluis.extensions.identity.verifier.Presentations.Terms;
import org.sluis.extensions.policylog.exchange.LogPeers;
import org.sluis.extensions.policylog.publication.LogKeys;
import org.sluis.extensions.storage.PostgresCredentialOffers;
import org.sluis.extensions.storage.PostgresCredentialRequests;
import org.sluis.extensions.storage.PostgresDidDocumentCopies;
import org.sluis.extensions.storage.PostgresDirectory;
import org.sluis.extensions.storage.PostgresHeldCredentials;
import org.sluis.extensions.storage.PostgresMembers;
import org.sluis.extensions.storage.PostgresMemberships;
import org.sluis.extensions.storage.PostgresStatusListCopies;
import org.sluis.extensions.storage.PostgresUsedTokens;
import org.sluis.extensions.storage.PostgresVerifiedPresentations;
import org.sluis.policies.usage.Agreements;

/** Who this company is: its keys, its wallet and, at a coordinator, the authority; on its own database. */
record Identities(
        Identity identity,
        Wallet wallet,
        Optional<Coordinator> coordinator,
        AccessTokenKeyExtension accessTokenKey,
        OwnDidDocument document,
        JoinedIssuers joined,
        Optional<Members> members) {

    private static final Set<Standing> MEMBERS_ONCE = Set.of(Standing.APPROVED, Standing.SUSPENDED, Standing.REVOKED);
    private static final Set<String> MEMBERS = Set.of("MembershipCredential");
    private static final Set<String> OWN_TYPES =
            Set.of("MembershipCredential", "RoleCredential", "ConnectorCredential", "LabelCredential");

    static Identities open(
            Path folder,
            Configuration configuration,
            SecretStore secrets,
            LogKeys logKeys,
            DataSource database,
            Network network) {
        var clock = Clock.systemUTC();
        var self = new Did(configuration.participant().id());
        var keys = new KeyStoreSigningKeys(self, secrets, clock);
        var memberships = new PostgresMemberships(database);
        var joined = new JoinedIssuers(memberships);
        var identity = new Identity(
                settings(self, configuration),
                new Identity.Ports(
                        keys,
                        network.outbound(),
                        new PostgresUsedTokens(database, clock),
                        new PostgresVerifiedPresentations(database),
                        joined,
                        new PostgresStatusListCopies(database),
                        new PostgresDidDocumentCopies(database),
                        clock));
        var address = configuration.listeners().open().address();
        var wallet = new Wallet(
                identity,
                new Firm(self, configuration.participant().name(), URI.create(address + "/dsp")),
                URI.create(address + "/credentials"),
                new Wallet.Ports(
                        new PostgresCredentialRequests(database),
                        new PostgresHeldCredentials(database),
                        new PostgresCredentialOffers(database),
                        memberships,
                        joined,
                        new PostgresDirectory(database),
                        network.outbound(),
                        clock));
        var coordinator =
                Coordinator.open(configuration, new Coordinator.Parts(folder, wallet, database, network, clock));
        var services = services(self, address, coordinator);
        return new Identities(
                identity,
                wallet,
                coordinator,
                AccessTokenKeyExtension.of(secrets),
                new OwnDidDocument(self, keys, () -> services, logKeys::published),
                joined,
                coordinator.map(own -> new PostgresMembers(database)));
    }

    private static IdentitySettings settings(Did self, Configuration configuration) {
        var identity = configuration.identity();
        var trusted = new HashMap<Did, Set<String>>();
        configuration
                .authorities()
                .forEach(authority -> trusted.put(new Did(authority.id()), Set.copyOf(authority.types())));
        if (configuration.authority() != null) {
            trusted.put(self, OWN_TYPES);
        }
        return new IdentitySettings(
                self,
                identity.statusRefresh(),
                identity.statusMaxAge(),
                new Terms(MEMBERS, MEMBERS, identity.presentationAge()),
                Map.copyOf(trusted),
                identity.insecurePeers().stream().map(Did::new).collect(Collectors.toSet()),
                Exposure.isLocal(configuration));
    }

    /** Whose logs concern us. */
    LogPeers logPeers(Agreements agreements) {
        return new CurrentLogPeers(
                identity.self(), agreements, () -> joined.trusted().keySet(), this::isMember);
    }

    /** Also one that is shut out: it still has to account for what it did. */
    private boolean isMember(Did firm) {
        return members.flatMap(all -> all.find(firm))
                .filter(member -> MEMBERS_ONCE.contains(member.standing()))
                .isPresent();
    }

    /** What EDC needs of it. */
    List<ServiceExtension> extensions() {
        var all = new ArrayList<ServiceExtension>();
        all.add(accessTokenKey);
        all.add(new DcpExtension(identity, document));
        all.add(new WalletExtension(wallet));
        coordinator.ifPresent(own -> all.addAll(own.extensions()));
        return all;
    }

    private static List<DidDocument.Service> services(Did self, String address, Optional<Coordinator> coordinator) {
        var services = new ArrayList<DidDocument.Service>();
        services.add(new DidDocument.Service(
                self + "#credentials", DidDocument.CREDENTIAL_SERVICE, URI.create(address + "/credentials")));
        services.add(
                new DidDocument.Service(self + "#dsp", DidDocument.PROTOCOL_ENDPOINT, URI.create(address + "/dsp")));
        services.add(new DidDocument.Service(
                self + "#policy-log", DidDocument.POLICY_LOG, URI.create(address + PolicyLogs.PATH)));
        coordinator.ifPresent(own -> services.addAll(own.services()));
        return List.copyOf(services);
    }
}
