// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.eclipse.edc.spi.iam.IdentityService;
import org.sluis.extensions.identity.credentials.ConfiguredTrustedIssuers;
import org.sluis.extensions.identity.credentials.CredentialVerifier;
import org.sluis.extensions.identity.credentials.InMemoryStatusListCopies;
import org.sluis.extensions.identity.credentials.JoinedAuthorities;
import org.sluis.extensions.identity.credentials.JwtCredentialVerifier;
import org.sluis.extensions.identity.credentials.StatusListCopies;
import org.sluis.extensions.identity.credentials.StatusLists;
import org.sluis.extensions.identity.credentials.TrustedIssuers;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.DidDocumentCopies;
import org.sluis.extensions.identity.did.DidDocuments;
import org.sluis.extensions.identity.did.InMemoryDidDocumentCopies;
import org.sluis.extensions.identity.did.LastKnownDocuments;
import org.sluis.extensions.identity.did.OutboundDidDocuments;
import org.sluis.extensions.identity.edc.DcpIdentityService;
import org.sluis.extensions.identity.keys.SigningKeys;
import org.sluis.extensions.identity.tokens.PresentationGrants;
import org.sluis.extensions.identity.tokens.SelfIssuedTokens;
import org.sluis.extensions.identity.tokens.SignatureCheck;
import org.sluis.extensions.identity.tokens.StrictTokenVerifier;
import org.sluis.extensions.identity.tokens.TokenVerifier;
import org.sluis.extensions.identity.tokens.UsedTokens;
import org.sluis.extensions.identity.verifier.CredentialServices;
import org.sluis.extensions.identity.verifier.CurrentCredentials;
import org.sluis.extensions.identity.verifier.PresentationVerifier;
import org.sluis.extensions.identity.verifier.Presentations;
import org.sluis.extensions.identity.verifier.VerifiedPresentations;
import org.sluis.extensions.web.Outbound;
import org.sluis.policies.usage.HeardPeers;
import org.sluis.policies.usage.PartyCredentials;

/** Our own identity and what we check of others, put together once for one participant. */
public final class Identity implements AutoCloseable {

    private final IdentitySettings settings;
    private final SigningKeys keys;
    private final SelfIssuedTokens tokens;
    private final PresentationGrants grants;
    private final DidDocuments documents;
    private final TokenVerifier tokenVerifier;
    private final CredentialVerifier credentialVerifier;
    private final TrustedIssuers issuers;
    private final StatusLists statusLists;
    private final CurrentCredentials current;
    private final Presentations presentations;
    private final List<Consumer<String>> heard = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService refresher = Executors.newSingleThreadScheduledExecutor(daemon());

    /** What is shared with replicas or given by others. */
    public record Ports(
            SigningKeys keys,
            Outbound outbound,
            UsedTokens usedTokens,
            VerifiedPresentations presentations,
            JoinedAuthorities joined,
            StatusListCopies statusLists,
            DidDocumentCopies documents,
            Clock clock) {

        /** Status lists and documents are not kept over a restart. */
        public Ports(
                SigningKeys keys,
                Outbound outbound,
                UsedTokens usedTokens,
                VerifiedPresentations presentations,
                JoinedAuthorities joined,
                Clock clock) {
            this(
                    keys,
                    outbound,
                    usedTokens,
                    presentations,
                    joined,
                    new InMemoryStatusListCopies(),
                    new InMemoryDidDocumentCopies(),
                    clock);
        }
    }

    public Identity(IdentitySettings settings, Ports ports) {
        var clock = ports.clock();
        var peers = settings.insecurePeers();
        this.settings = settings;
        this.keys = ports.keys();
        this.tokens = new SelfIssuedTokens(settings.self(), keys, clock);
        this.grants = new PresentationGrants(settings.self(), keys, clock);
        this.issuers = new ConfiguredTrustedIssuers(settings.authorities(), ports.joined());
        var outboundDocuments = documents(settings, ports);
        this.documents = outboundDocuments;
        var strict = new StrictTokenVerifier(settings.self(), documents, ports.usedTokens(), clock);
        this.tokenVerifier = token -> {
            var verified = strict.verify(token);
            heard.forEach(listener -> listener.accept(verified.issuer().value()));
            return verified;
        };
        this.credentialVerifier = new JwtCredentialVerifier(documents, clock);
        this.statusLists = new StatusLists(
                new StatusLists.Sources(ports.outbound(), documents, outboundDocuments.known(), ports.statusLists()),
                clock,
                new StatusLists.Settings(settings.statusRefresh(), settings.statusMaxAge(), peers::contains));
        this.current = new CurrentCredentials(ports.presentations(), statusLists, issuers, clock);
        this.presentations = new Presentations(
                new CredentialServices(documents, ports.outbound(), tokens),
                new PresentationVerifier(
                        settings.self(),
                        new SignatureCheck(documents),
                        credentialVerifier,
                        statusLists,
                        issuers,
                        clock),
                ports.presentations(),
                current,
                settings.terms(),
                clock);
    }

    private OutboundDidDocuments documents(IdentitySettings settings, Ports ports) {
        return new OutboundDidDocuments(
                ports.outbound(),
                ports.clock(),
                new OutboundDidDocuments.Leniency(
                        settings.insecureHttpOnLoopback(), settings.insecurePeers()::contains),
                new LastKnownDocuments(
                        ports.documents(), did -> issuers.all().contains(did), settings.statusMaxAge(), ports.clock()));
    }

    /** Starts what happens from time to time. */
    public void start() {
        statusLists.refreshOn(refresher);
    }

    public Did self() {
        return settings.self();
    }

    public SigningKeys keys() {
        return keys;
    }

    public SelfIssuedTokens tokens() {
        return tokens;
    }

    public PresentationGrants grants() {
        return grants;
    }

    public DidDocuments documents() {
        return documents;
    }

    public TokenVerifier tokenVerifier() {
        return tokenVerifier;
    }

    /** Who sent us a token that holds, whatever else becomes of the message. */
    public HeardPeers heardPeers() {
        return heard::add;
    }

    public CredentialVerifier credentialVerifier() {
        return credentialVerifier;
    }

    public TrustedIssuers issuers() {
        return issuers;
    }

    public StatusLists statusLists() {
        return statusLists;
    }

    public Presentations presentations() {
        return presentations;
    }

    public PartyCredentials partyCredentials() {
        return current;
    }

    /** Partners may ask us for the types that we ask them for. */
    public IdentityService identityService() {
        var scopes = settings.terms().types().stream()
                .sorted()
                .map(type -> CredentialServices.SCOPE + type + ":read")
                .toList();
        return new DcpIdentityService(tokens, grants, tokenVerifier, presentations, scopes);
    }

    @Override
    public void close() {
        refresher.shutdownNow();
    }

    private static ThreadFactory daemon() {
        return task -> {
            var thread = new Thread(task, "status lists");
            thread.setDaemon(true);
            return thread;
        };
    }
}
