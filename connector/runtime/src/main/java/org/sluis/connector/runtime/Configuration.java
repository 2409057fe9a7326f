// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.management.Principals;
import org.sluis.policies.usage.Partner;

/**
 * Everything a firm can set, from one file, {@code sluis.yaml}. Everything has a default.
 *
 * @param language language of reports to people: {@code nl} or {@code en}
 * @param timeZone zone in which dates without a zone in exports and disclosures are read
 * @param data directory of the database, relative to the company folder
 * @param replica name of this process among those that share a database
 */
public record Configuration(
        Participant participant,
        String language,
        ZoneId timeZone,
        Path data,
        String replica,
        Listeners listeners,
        Tls tls,
        Network network,
        Identity identity,
        List<TrustedAuthority> authorities,
        Authority authority,
        Database database,
        List<Principal> principals,
        List<PartnerEntry> partners,
        Protocol protocol,
        DataPlane dataPlane,
        Products products,
        Inbox inbox) {

    public Configuration {
        language = language == null ? "en" : language;
        if (!List.of("en", "nl").contains(language)) {
            throw new IllegalArgumentException("language is '" + language + "'; it can be en or nl");
        }
        timeZone = timeZone == null ? ZoneId.of("Europe/Amsterdam") : timeZone;
        data = data == null ? Path.of("data") : data;
        replica = replica == null ? "main" : replica;
        listeners = listeners == null ? new Listeners(null, null, null) : listeners;
        participant = Participant.orElse(participant, listeners.open().address());
        tls = tls == null ? new Tls(null, null, null) : tls;
        network = network == null ? new Network(null) : network;
        identity = identity == null ? new Identity(null, null, null, null, null, null, null) : identity;
        authorities = authorities == null ? List.of() : List.copyOf(authorities);
        requireDistinct(authorities.stream().map(TrustedAuthority::id).toList(), "authorities: the id");
        database = database == null ? new Database(null, null, null, null) : database;
        principals = principals == null ? List.of() : List.copyOf(principals);
        partners = partners == null ? List.of() : List.copyOf(partners);
        protocol = protocol == null ? new Protocol(null, null, null, null) : protocol;
        dataPlane = dataPlane == null ? new DataPlane(null, null, null, null) : dataPlane;
        products = products == null ? new Products(null, null) : products;
        inbox = inbox == null ? new Inbox(null) : inbox;
        requireDistinct(partners.stream().map(PartnerEntry::name).toList(), "partners: the name");
        requireDistinct(partners.stream().map(PartnerEntry::id).toList(), "partners: the id");
        requireDistinct(principals.stream().map(Principal::name).toList(), "principals: the name");
    }

    /**
     * Who we are.
     *
     * @param id DID that partners know us by; by default the one of the public address
     * @param name name for people
     */
    public record Participant(String id, String name) {
        private static Participant orElse(Participant given, String address) {
            var id = given == null || given.id() == null ? didOf(address) : given.id();
            if (!Did.isOne(id)) {
                throw new IllegalArgumentException("participant.id '" + id
                        + "' is not a did:web identifier, for example did:web:connector.example.com");
            }
            return new Participant(id, given == null || given.name() == null ? id : given.name());
        }

        /** The DID whose document is found below an address (did:web method specification). */
        private static String didOf(String address) {
            var uri = URI.create(address);
            return "did:web:" + uri.getHost() + (uri.getPort() < 0 ? "" : "%3A" + uri.getPort());
        }
    }

    /**
     * Where this process listens.
     *
     * @param open what partners reach: DSP and data; in the file {@code public}
     * @param management what people and applications of this firm use
     * @param control health of this process
     */
    public record Listeners(@JsonProperty("public") Listener open, Listener management, Listener control) {
        public Listeners {
            open = Listener.orElse(open, 8282);
            management = Listener.orElse(management, 8281);
            control = Listener.orElse(control, 8280);
            var ports = List.of(open.port(), management.port(), control.port());
            if (ports.stream().distinct().count() < ports.size()) {
                throw new IllegalArgumentException("listeners: the three ports must differ, but are " + ports);
            }
        }
    }

    /**
     * One listening socket.
     *
     * @param host address to bind
     * @param address the URL under which others reach it; by default {@code http://host:port}
     */
    public record Listener(String host, Integer port, String address) {
        public Listener {
            if (port != null && (port < 1 || port > 65535)) {
                throw new IllegalArgumentException("listeners: port " + port + " is not between 1 and 65535");
            }
        }

        private static Listener orElse(Listener given, int port) {
            var host = given == null || given.host() == null ? "127.0.0.1" : given.host();
            var actualPort = given == null || given.port() == null ? port : given.port();
            var address = given == null || given.address() == null
                    ? "http://" + host + ":" + actualPort
                    : given.address().replaceAll("/+$", "");
            return new Listener(host, actualPort, address);
        }
    }

    /**
     * TLS in PEM files, relative to the company folder; the certificate is read again when it changes.
     *
     * @param certificate chain of the public listener, its own certificate first
     * @param key its private key
     * @param trust certificate authorities that our clients believe besides those of the system
     */
    public record Tls(Path certificate, Path key, Path trust) {
        public Tls {
            if ((certificate == null) != (key == null)) {
                throw new IllegalArgumentException("tls: certificate and key must both be given");
            }
        }

        /** Whether the public listener speaks TLS. */
        public boolean serves() {
            return certificate != null;
        }
    }

    /**
     * Where the addresses of others may lead.
     *
     * @param allow host names or literal addresses that may be private ones
     */
    public record Network(List<String> allow) {
        public Network {
            allow = allow == null ? List.of() : List.copyOf(allow);
            for (var host : allow) {
                if (!host.matches("[A-Za-z0-9.:-]{1,253}")) {
                    throw new IllegalArgumentException(
                            "network.allow: '" + host + "' is not a host name; patterns are not allowed");
                }
            }
        }
    }

    /**
     * Our keys, and how long the word of others counts.
     *
     * @param keyStore BCFKS file with our private keys, relative to the company folder
     * @param passwordFile file with its password, relative to the company folder; an absolute path can be a systemd credential
     * @param vault a HashiCorp Vault in place of the key store; absent for none
     * @param statusRefresh how old a status list may be while its host answers, at most a minute
     * @param statusMaxAge how old it may be at all
     * @param presentationAge after which a participant is asked again for its credentials, at most a minute; zero: each time
     * @param insecurePeers DIDs of stock peers of which less is demanded: their DID documents may name no key relationships, and
     *     their status lists may be unsigned
     */
    public record Identity(
            Path keyStore,
            Path passwordFile,
            Vault vault,
            Duration statusRefresh,
            Duration statusMaxAge,
            Duration presentationAge,
            List<String> insecurePeers) {
        public Identity {
            presentationAge = presentationAge == null ? Duration.ofMinutes(1) : presentationAge;
            if (presentationAge.isNegative() || presentationAge.compareTo(Duration.ofMinutes(1)) > 0) {
                throw new IllegalArgumentException(
                        "identity.presentationAge must be PT0S to PT1M, so that a lost role bites");
            }
            insecurePeers = insecurePeers == null ? List.of() : List.copyOf(insecurePeers);
            keyStore = keyStore == null ? Path.of("keys/identity.bcfks") : keyStore;
            passwordFile = passwordFile == null ? Path.of("keys/identity.password") : passwordFile;
            statusRefresh = statusRefresh == null ? Duration.ofSeconds(30) : statusRefresh;
            statusMaxAge = statusMaxAge == null ? Duration.ofHours(24) : statusMaxAge;
            if (statusRefresh.toMillis() < 100 || statusRefresh.compareTo(Duration.ofMinutes(1)) > 0) {
                throw new IllegalArgumentException(
                        "identity.statusRefresh must be PT0.1S to PT1M, so that a revocation bites");
            }
            if (statusMaxAge.compareTo(statusRefresh) < 0) {
                throw new IllegalArgumentException("identity.statusMaxAge is below identity.statusRefresh");
            }
        }
    }

    /**
     * A HashiCorp Vault that holds our keys.
     *
     * @param address data address of one entry of a key-value engine, version 2
     * @param tokenFile file with the token, relative to the company folder
     */
    public record Vault(URI address, Path tokenFile) {
        public Vault {
            address = require(address, "identity.vault.address");
            tokenFile = require(tokenFile, "identity.vault.tokenFile");
            if (!"https".equals(address.getScheme()) && !"127.0.0.1".equals(address.getHost())) {
                throw new IllegalArgumentException("identity.vault.address must start with https://, for example"
                        + " https://vault.example.com:8200/v1/secret/data/sluis");
            }
        }
    }

    /** An authority whose credentials count without an invitation; {@code types} are credential types. */
    public record TrustedAuthority(String id, List<String> types) {
        public TrustedAuthority {
            if (!Did.isOne(id)) {
                throw new IllegalArgumentException("authorities: id '" + id + "' is not a did:web identifier");
            }
            types = types == null ? List.of("MembershipCredential") : List.copyOf(types);
        }
    }

    /**
     * What makes this connector the one of a chain's coordinator; absent for a firm.
     *
     * @param validity of the credentials it issues
     */
    public record Authority(String name, Rulebook rulebook, Duration validity, Duration catalogRefresh) {
        public Authority {
            name = require(name, "authority.name");
            rulebook = require(rulebook, "authority.rulebook");
            validity = validity == null ? Duration.ofDays(90) : validity;
            if (validity.compareTo(Duration.ofMinutes(1)) < 0 || validity.compareTo(Duration.ofDays(366)) > 0) {
                throw new IllegalArgumentException("authority.validity must be PT1M to P366D");
            }
            catalogRefresh = catalogRefresh == null ? Duration.ofMinutes(15) : catalogRefresh;
            if (catalogRefresh.compareTo(Duration.ofSeconds(1)) < 0
                    || catalogRefresh.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException("authority.catalogRefresh must be PT1S to P1D");
            }
        }
    }

    /** The rules that members accept; {@code address} is where people read them. */
    public record Rulebook(String version, String address) {
        public Rulebook {
            version = require(version, "authority.rulebook.version");
        }
    }

    /**
     * Where rows are kept.
     *
     * @param url JDBC URL of an external PostgreSQL; absent: an embedded one in the data directory
     * @param passwordFile file with the password, relative to the company folder
     * @param connections most connections in each of the two pools
     */
    public record Database(String url, String user, Path passwordFile, Integer connections) {
        public Database {
            connections = connections == null ? 16 : connections;
            if (connections < 4 || connections > 200) {
                throw new IllegalArgumentException("database.connections is " + connections + "; it can be 4 to 200");
            }
            if (url != null && !url.startsWith("jdbc:postgresql:")) {
                throw new IllegalArgumentException("database.url must start with jdbc:postgresql:");
            }
        }

        /** The external database, if one is configured. */
        public Optional<String> external() {
            return Optional.ofNullable(url);
        }
    }

    /** A person or application that may use the management listener; {@code keySha256} is lower-case hex. */
    public record Principal(String name, String keySha256) {
        public Principal {
            name = require(name, "principals: name");
            if (keySha256 == null || !keySha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("principals: keySha256 of " + name + " is not 64 hex digits");
            }
        }
    }

    /** A partner as written in the file; see {@link Partner}. Without an address, the directory of a data space has it. */
    public record PartnerEntry(String name, String id, String address, List<String> customer, String country) {
        public PartnerEntry {
            name = require(name, "partners: name");
            id = require(id, "partners: id of " + name);
            address = address == null ? "" : address;
            customer = customer == null ? List.of() : List.copyOf(customer);
            if (country != null && !country.matches("[A-Z]{2}")) {
                throw new IllegalArgumentException("partners: country of " + name + " is not two upper-case letters");
            }
        }

        private Partner partner() {
            return new Partner(name, id, address, customer, Optional.ofNullable(country));
        }
    }

    /**
     * Pace and patience of the protocol.
     *
     * @param iterationWait how often a state machine looks for work that nobody told it of
     * @param batchSize how many processes one iteration takes
     * @param retries how often a message is sent again before its process ends
     * @param bodyLimit largest accepted message, in bytes
     */
    public record Protocol(Duration iterationWait, Integer batchSize, Integer retries, Integer bodyLimit) {
        public Protocol {
            iterationWait = iterationWait == null ? Duration.ofSeconds(5) : iterationWait;
            batchSize = batchSize == null ? 20 : batchSize;
            retries = retries == null ? 10 : retries;
            bodyLimit = bodyLimit == null ? 1 << 20 : bodyLimit;
            if (iterationWait.toMillis() < 10) {
                throw new IllegalArgumentException("protocol.iterationWait is below PT0.01S");
            }
        }
    }

    /**
     * Limits of the data plane.
     *
     * @param tokenLifetime how long a partner may use one token, at most PT10M
     * @param streams most responses running at once
     * @param connectTimeout for upstreams
     * @param readTimeout for upstreams: the longest silence
     */
    public record DataPlane(Duration tokenLifetime, Integer streams, Duration connectTimeout, Duration readTimeout) {
        public DataPlane {
            tokenLifetime = tokenLifetime == null ? Duration.ofMinutes(5) : tokenLifetime;
            streams = streams == null ? 64 : streams;
            connectTimeout = connectTimeout == null ? Duration.ofSeconds(5) : connectTimeout;
            readTimeout = readTimeout == null ? Duration.ofSeconds(30) : readTimeout;
            if (tokenLifetime.compareTo(Duration.ofMinutes(10)) > 0 || tokenLifetime.isNegative()) {
                throw new IllegalArgumentException("dataPlane.tokenLifetime is over PT10M or negative");
            }
        }
    }

    /**
     * Where exports are found.
     *
     * @param folder one directory for each product, relative to the company folder
     * @param fileLimit largest accepted export, in bytes
     */
    public record Products(Path folder, Long fileLimit) {
        public Products {
            folder = folder == null ? Path.of("products") : folder;
            fileLimit = fileLimit == null ? 8_000_000L : fileLimit;
        }
    }

    /**
     * What people are shown of what waits.
     *
     * @param endingDays an agreement that ends within so many days is shown, so that it can be renewed
     */
    public record Inbox(Integer endingDays) {
        public Inbox {
            endingDays = endingDays == null ? 14 : endingDays;
            if (endingDays < 1 || endingDays > 365) {
                throw new IllegalArgumentException("inbox.endingDays is " + endingDays + "; it can be 1 to 365");
            }
        }
    }

    /** The configured partners as the rest of the connector knows them. */
    public List<Partner> knownPartners() {
        return partners.stream().map(PartnerEntry::partner).toList();
    }

    /** The configured principals as the management listener knows them. */
    public Principals knownPrincipals() {
        return new Principals(principals.stream()
                .map(principal -> new Principals.Principal(principal.name(), principal.keySha256()))
                .toList());
    }

    private static <T> T require(T value, String name) {
        if (value == null || value.toString().isBlank()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    private static void requireDistinct(List<String> values, String what) {
        var seen = new HashSet<String>();
        for (var value : values) {
            if (!seen.add(value)) {
                throw new IllegalArgumentException(what + " '" + value + "' occurs twice");
            }
        }
    }
}
