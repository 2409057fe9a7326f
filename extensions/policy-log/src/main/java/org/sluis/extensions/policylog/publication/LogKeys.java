// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.publication;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.sluis.extensions.identity.keys.SecretStore;
import org.sluis.extensions.identity.keys.UnusableKeysException;
import org.sluis.extensions.policylog.StreamNames;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.note.NoteSigner;
import org.sluis.policies.log.note.SignedNote;
import org.sluis.policies.log.note.VerifierKey;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.PolicyEvent;
import org.sluis.policies.usage.PolicyEvents;

/**
 * The keys of the log and its name, in the company's secrets: the log key signs what is ours (note type 01, named by the origin),
 * the cosigner key cosigns the checkpoints of others (type 04), and a secret names the streams. All are made together, once.
 */
public final class LogKeys {

    static final String LOG = "policy-log";
    static final String COSIGNER = "policy-log-cosigner";
    static final String STREAMS = "policy-log-streams";

    /** A bundle takes 64 keys and the DID documents of others as many; a rotation a year leaves time. */
    private static final int MOST_ROTATIONS = 32;

    private final SecretStore store;
    private final Clock clock;
    private final NoteSigner cosigner;
    private final StreamNames streams;
    private volatile StoredLogKey key;

    private LogKeys(SecretStore store, Clock clock, StoredLogKey key, byte[] cosigner, byte[] streams) {
        this.store = store;
        this.clock = clock;
        this.key = key;
        this.cosigner = NoteSigner.cosigner(place(key.origin()) + "/plog/cosigner", cosigner);
        this.streams = new StreamNames(streams);
    }

    /**
     * Reads the keys; at the first start makes them, in one step.
     *
     * @param host {@code host} or {@code host:port} of our public address; counts at the first start only
     * @throws UnusableKeysException if only some of them are there, or they cannot be read or stored
     */
    public static LogKeys open(SecretStore store, String host, Clock clock) {
        synchronized (store) {
            var entries = store.entries();
            if (Set.of(LOG, COSIGNER, STREAMS).stream().noneMatch(entries::containsKey)) {
                var origin = host + "/plog/"
                        + clock.instant().atOffset(ZoneOffset.UTC).getYear();
                var all = new LinkedHashMap<>(entries);
                all.put(LOG, new StoredLogKey(origin, secret(), List.of(), List.of()).bytes());
                all.put(COSIGNER, secret().bytes());
                all.put(STREAMS, secret().bytes());
                store.replace(all);
                entries = store.entries();
            }
            var log = StoredLogKey.parse(entry(entries, LOG)).orElseThrow(() -> unusable(LOG));
            return new LogKeys(store, clock, log, secret(entries, COSIGNER), secret(entries, STREAMS));
        }
    }

    /** The log's name, the same for its whole life. */
    public String origin() {
        return key.origin();
    }

    /** Signs our checkpoints, heads and manifests, and the heads of others that we have checked. */
    public NoteSigner log() {
        return key.signer();
    }

    /** Cosigns the checkpoints of others. */
    public NoteSigner cosigner() {
        return cosigner;
    }

    public StreamNames streams() {
        return streams;
    }

    /** The log's keys: the one that signs now, then those before it, oldest first. */
    public List<VerifierKey> logKeys() {
        var now = key;
        var all = new ArrayList<VerifierKey>();
        all.add(now.signer().key());
        all.addAll(now.retired());
        return List.copyOf(all);
    }

    /** How each key named the next, oldest first; every bundle carries them. */
    public List<SignedNote> rotations() {
        return key.rotations();
    }

    /** What our DID document publishes, for no other use than verifying notes. */
    public List<JWK> published() {
        var all = new ArrayList<>(logKeys());
        all.add(cosigner.key());
        return all.stream().map(LogKeys::jwk).toList();
    }

    /**
     * Signs with a new key from now on; the old one stays published, since what it signed must verify for ever. The entry
     * {@code key.rotated} is durable before the key changes.
     *
     * @throws UnusableKeysException if the new key cannot be stored; the old one goes on
     * @throws IllegalStateException if there were too many rotations already
     */
    public synchronized void rotate(PolicyEvents events) throws RecordUnavailableException {
        var old = key;
        if (old.rotations().size() >= MOST_ROTATIONS) {
            throw new IllegalStateException(
                    "the log key was changed " + MOST_ROTATIONS + " times, and a bundle carries no more");
        }
        var next = old.rotated(secret());
        events.append(new PolicyEvent(
                UUID.randomUUID(),
                clock.instant(),
                "key.rotated",
                Optional.empty(),
                Optional.empty(),
                // a vkey has no character that JSON would escape: key names are hosts and paths
                "{\"key\":{\"next\":\"" + next.signer().key().vkey() + "\",\"previous\":\""
                        + old.signer().key().vkey() + "\"}}"));
        synchronized (store) {
            var all = new LinkedHashMap<>(store.entries());
            all.put(LOG, next.bytes());
            store.replace(all);
        }
        key = next;
    }

    private static JWK jwk(VerifierKey key) {
        return new OctetKeyPair.Builder(
                        Curve.Ed25519, Base64URL.encode(key.publicKey().bytes()))
                .keyID("policy-log-" + HexFormat.of().toHexDigits(key.id()))
                .build();
    }

    /** Where the log is: its origin without path. */
    private static String place(String origin) {
        return origin.substring(0, origin.indexOf("/plog/"));
    }

    private static Hash secret() {
        var bytes = new byte[Hash.BYTES];
        new SecureRandom().nextBytes(bytes);
        return Hash.of(bytes);
    }

    private static byte[] secret(Map<String, byte[]> entries, String name) {
        var bytes = entry(entries, name);
        if (bytes.length != Hash.BYTES) {
            throw unusable(name);
        }
        return bytes;
    }

    private static byte[] entry(Map<String, byte[]> entries, String name) {
        return Optional.ofNullable(entries.get(name)).orElseThrow(() -> unusable(name));
    }

    private static UnusableKeysException unusable(String name) {
        return new UnusableKeysException("The key store entry " + name
                + " is missing or not one of this connector. Without it the policy log cannot go on: restore the key store from a"
                + " backup.");
    }
}
