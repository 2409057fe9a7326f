// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sluis.extensions.authority.issuance.Deliveries;
import org.sluis.extensions.authority.issuance.Delivery;
import org.sluis.extensions.authority.issuance.Issuances;
import org.sluis.extensions.authority.issuance.SignedCredentials;
import org.sluis.extensions.authority.management.InvitationsResource;
import org.sluis.extensions.authority.management.MemberAnswers;
import org.sluis.extensions.authority.management.MembersResource;
import org.sluis.extensions.authority.membership.Invitations;
import org.sluis.extensions.authority.membership.Members;
import org.sluis.extensions.authority.status.PublishedLists;
import org.sluis.extensions.authority.status.StatusLists;
import org.sluis.extensions.authority.status.StatusResource;
import org.sluis.extensions.authority.web.AuthorityResource;
import org.sluis.extensions.authority.web.IssuerResource;
import org.sluis.extensions.identity.Identity;
import org.sluis.extensions.identity.did.DidDocument;
import org.sluis.extensions.web.Outbound;
import org.sluis.extensions.web.WebResource;
import org.sluis.policies.usage.Agreements;

/** The coordinator's part of a connector, put together once: its name is that of the connector, its keys are the connector's. */
public final class Authority implements AutoCloseable {

    private static final Duration LISTS_REFRESHED = Duration.ofSeconds(5);

    private final AuthoritySettings settings;
    private final Ports ports;
    private final PublishedLists lists;
    private final Deliveries deliveries;
    private final Map<String, WebResource> resources = new LinkedHashMap<>();
    private final Clock clock;

    /** What it keeps. */
    public record Ports(Invitations invitations, Members members, Issuances issuances, StatusLists lists) {}

    /**
     * Puts it together; nothing runs yet.
     *
     * @param folder where status lists are written for mirrors
     */
    public Authority(
            AuthoritySettings settings, Identity identity, Outbound outbound, Ports ports, Path folder, Clock clock) {
        this.settings = settings;
        this.ports = ports;
        this.clock = clock;
        this.lists = new PublishedLists(settings, identity.keys(), ports.lists(), folder, clock);
        this.deliveries = new Deliveries(new Delivery(
                settings,
                ports.issuances(),
                new SignedCredentials(settings, identity.keys()),
                identity.documents(),
                identity.tokens(),
                outbound,
                clock));
        resources.put(
                "/issuer",
                new IssuerResource(
                        settings,
                        ports.members(),
                        ports.issuances(),
                        identity.tokenVerifier(),
                        deliveries::wake,
                        clock));
        resources.put("/status", new StatusResource(lists));
        resources.put(
                "/authority",
                new AuthorityResource(
                        settings,
                        ports.invitations(),
                        ports.members(),
                        identity.keys(),
                        identity.tokenVerifier(),
                        clock));
    }

    /** What to serve on the public listener, by path. */
    public Map<String, WebResource> resources() {
        return Map.copyOf(resources);
    }

    /** What to name in the DID document. */
    public List<DidDocument.Service> services() {
        return List.of(
                service("issuer", DidDocument.ISSUER_SERVICE, "/issuer"),
                service("authority", DidDocument.AUTHORITY, "/authority"));
    }

    private DidDocument.Service service(String fragment, String type, String path) {
        return new DidDocument.Service(settings.id() + "#" + fragment, type, URI.create(settings.address() + path));
    }

    /** The verbs of the coordinator, for the management listener. */
    public List<Object> management(Agreements agreements) {
        var answers = new MemberAnswers(ports.issuances(), ports.invitations(), agreements);
        return List.of(
                new InvitationsResource(settings, ports.invitations(), clock),
                new MembersResource(settings, ports.members(), answers, lists::refresh, clock));
    }

    /** Publishes the status lists and takes up deliveries that are due. */
    public void start() {
        lists.refresh();
        deliveries.start();
        deliveries.also(lists::refresh, LISTS_REFRESHED);
    }

    @Override
    public void close() {
        deliveries.close();
    }
}
