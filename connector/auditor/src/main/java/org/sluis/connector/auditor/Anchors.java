// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.auditor;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.StrictBase64Url;
import org.sluis.policies.log.bundle.Trust;
import org.sluis.policies.log.note.VerifierKey;

/** Reads whom the auditor believes from the command line. */
final class Anchors {

    static final String ANCHOR = "--anchor";
    static final String FILE = "--anchors";
    static final String CLOCK_BOUND = "--clock-bound";

    private static final int MOST_BYTES = 1024 * 1024;
    private static final long MOST_SECONDS = Duration.ofDays(365).toSeconds();

    private final Set<Trust.Anchor> keys = new HashSet<>();
    private final Set<Trust.Identity> identities = new HashSet<>();

    private Anchors() {}

    static Trust trust(Arguments arguments) throws UsageException, FileException {
        var anchors = new Anchors();
        for (var text : arguments.values(ANCHOR)) {
            anchors.add(text, ANCHOR);
        }
        for (var file : arguments.values(FILE)) {
            anchors.addAll(file);
        }
        if (anchors.keys.isEmpty() && !anchors.identities.isEmpty()) {
            throw new UsageException("name the keys of logs and witnesses as well, each as DID=VKEY");
        }
        anchors.requireOneOwnerEach();
        return new Trust(anchors.keys, anchors.identities, clockBound(arguments));
    }

    private void addAll(String file) throws UsageException, FileException {
        var text = new String(InputFile.bytes(InputFile.path(file), MOST_BYTES), StandardCharsets.UTF_8);
        int number = 0;
        for (var line : List.of(text.split("\n", -1))) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                add(line.strip(), file + ", line " + number);
            }
        }
        if (keys.isEmpty() && identities.isEmpty()) {
            // an empty file must not mean: believe the bundle
            throw new UsageException(file + " names no anchor");
        }
    }

    private void add(String text, String where) throws UsageException {
        int equals = text.indexOf('=');
        var value = text.substring(equals + 1);
        var key = VerifierKey.parse(value);
        boolean thumbprint = StrictBase64Url.decode(value)
                .filter(bytes -> bytes.length == Hash.BYTES)
                .isPresent();
        if (equals < 1 || !text.startsWith("did:") || (key.isEmpty() && !thumbprint)) {
            throw new UsageException(where + ": an anchor is DID=VKEY or DID=THUMBPRINT, for example"
                    + " did:web:maker.example=maker.example/plog/2027+2c8c5a31+AU...");
        }
        var did = text.substring(0, equals);
        key.ifPresentOrElse(
                vkey -> keys.add(new Trust.Anchor(did, vkey)), () -> identities.add(new Trust.Identity(did, value)));
    }

    /** One key under two names could make a party its own neutral witness. */
    private void requireOneOwnerEach() throws UsageException {
        var owners = new HashMap<Object, String>();
        for (var anchor : keys) {
            requireOneOwner(owners, anchor.key().publicKey(), anchor.did());
        }
        for (var identity : identities) {
            requireOneOwner(owners, identity.thumbprint(), identity.did());
        }
    }

    private static void requireOneOwner(Map<Object, String> owners, Object key, String did) throws UsageException {
        var owner = owners.putIfAbsent(key, did);
        if (owner != null && !owner.equals(did)) {
            throw new UsageException("one key is named as an anchor of " + owner + " and of " + did);
        }
    }

    private static Duration clockBound(Arguments arguments) throws UsageException {
        var stated = arguments.value(CLOCK_BOUND);
        if (stated.isEmpty()) {
            return Trust.USUAL_CLOCK_BOUND;
        }
        if (!stated.get().matches("[0-9]{1,9}") || Long.parseLong(stated.get()) > MOST_SECONDS) {
            throw new UsageException(CLOCK_BOUND + " is a number of seconds, at most " + MOST_SECONDS);
        }
        return Duration.ofSeconds(Long.parseLong(stated.get()));
    }
}
