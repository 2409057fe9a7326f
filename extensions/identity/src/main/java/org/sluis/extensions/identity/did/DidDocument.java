// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.did;

import com.nimbusds.jose.jwk.JWK;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a participant publishes about itself (W3C DID Core 1.0).
 *
 * @param keys public keys by absolute key id, {@code did#fragment}
 * @param authentication key ids that may speak for the participant
 * @param assertionMethod key ids that may sign credentials and presentations
 * @param text the document as its owner sent it, up to 16,384 characters; empty if it was longer
 */
public record DidDocument(
        Did id,
        Map<String, JWK> keys,
        Set<String> authentication,
        Set<String> assertionMethod,
        List<Service> services,
        String text) {

    public static final String CREDENTIAL_SERVICE = "CredentialService";
    public static final String ISSUER_SERVICE = "IssuerService";
    public static final String PROTOCOL_ENDPOINT = "ProtocolEndpoint";
    /** Where a catalog is served, as DSP 2025-1 names it; an authority's is that of its members' catalogs. */
    public static final String CATALOG_SERVICE = "CatalogService";
    /** Where an authority takes applications; our own service type. */
    public static final String AUTHORITY = "SluisAuthority";
    /** Below which a policy log is published and cosigns those of others; our own service type. */
    public static final String POLICY_LOG = "SluisPolicyLog";
    /** So that thousands of documents in memory stay small. */
    static final int LONGEST_TEXT = 16_384;

    public DidDocument {
        keys = Map.copyOf(keys);
        authentication = Set.copyOf(authentication);
        assertionMethod = Set.copyOf(assertionMethod);
        services = List.copyOf(services);
    }

    public DidDocument(
            Did id,
            Map<String, JWK> keys,
            Set<String> authentication,
            Set<String> assertionMethod,
            List<Service> services) {
        this(id, keys, authentication, assertionMethod, services, "");
    }

    /** What a key may be used for. */
    public enum Relationship {
        AUTHENTICATION,
        ASSERTION_METHOD
    }

    public record Service(String id, String type, URI endpoint) {}

    /** The key of that absolute id, if the document lets it be used so. */
    public Optional<JWK> key(String keyId, Relationship relationship) {
        var allowed = relationship == Relationship.AUTHENTICATION ? authentication : assertionMethod;
        return allowed.contains(keyId) ? Optional.ofNullable(keys.get(keyId)) : Optional.empty();
    }

    /** Endpoint of the first service of that type. */
    public Optional<URI> service(String type) {
        return services.stream()
                .filter(s -> s.type().equals(type))
                .map(Service::endpoint)
                .findFirst();
    }

    /** Address of {@code path} below the first service of that type. */
    public Optional<URI> address(String serviceType, String path) {
        return service(serviceType).map(base -> URI.create(base.toString().replaceAll("/+$", "") + path));
    }
}
