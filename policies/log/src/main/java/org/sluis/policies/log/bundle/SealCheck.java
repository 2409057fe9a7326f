// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.sluis.policies.log.Sha256;
import org.sluis.policies.log.json.JsonString;
import org.sluis.policies.log.jws.Jws;
import org.sluis.policies.log.jws.JwsKey;

/** Did both parties sign this agreement, and is it the one of this log? */
final class SealCheck {

    private final Bundle bundle;
    private final Payloads payloads;
    private final AcceptedKeys keys;
    private final IdentityKeys identities;
    private final Findings findings;
    private boolean holds = true;

    private SealCheck(Bundle bundle, Payloads payloads, AcceptedKeys keys, IdentityKeys identities, Findings findings) {
        this.bundle = bundle;
        this.payloads = payloads;
        this.keys = keys;
        this.identities = identities;
        this.findings = findings;
    }

    /** What both signed; empty unless it holds. */
    static Optional<SealClaims> check(
            Bundle bundle, Payloads payloads, AcceptedKeys keys, IdentityKeys identities, Findings findings) {
        var content = bundle.files().get(FileNames.SEAL);
        if (content != null) {
            return new SealCheck(bundle, payloads, keys, identities, findings).check(content);
        }
        if (bundle.manifest().subject().streams().stream()
                .anyMatch(stream -> stream.agreement().isPresent())) {
            findings.incomplete(Check.SEAL, FileNames.SEAL, "one-sided: there is no seal of both parties");
        }
        return Optional.empty();
    }

    private Optional<SealClaims> check(ByteBuffer content) {
        var hash = Sha256.of(content).hex();
        require(payloads.seals().contains(hash), "no entry records this seal");
        try {
            var seal = SealFile.read(content);
            var parties = new Parties(seal.claims().provider(), seal.claims().consumer());
            manifest(seal.claims(), parties);
            signatures(seal, parties);
            for (var entry : payloads.recorded(hash)) {
                entry(seal.claims(), entry);
            }
            return holds ? Optional.of(seal.claims()) : Optional.empty();
        } catch (UnreadableBundleException e) {
            findings.unreadable(Check.SEAL, FileNames.SEAL, e.getMessage());
            return Optional.empty();
        }
    }

    private void manifest(SealClaims seal, Parties parties) {
        var subject = bundle.manifest().subject();
        var role = parties.own(subject);
        require(role.isPresent(), "is of other parties than the manifest");
        var own = seal.side(role.orElse(Parties.PROVIDER));
        var named = Optional.of(seal.agreementId());
        require(
                subject.streams().stream()
                        .anyMatch(stream -> stream.id().equals(own.stream())
                                && stream.agreement().equals(named)),
                "is of agreement " + FileNames.printable(seal.agreementId())
                        + " in another stream than the manifest's");
        require(own.origin().equals(subject.origin()), "names another log than the manifest");
        var claimed = bundle.keys().stream()
                .filter(key -> key.use() == BundleKey.Use.LOG && key.key().equals(own.logKey()))
                .findFirst();
        require(claimed.isPresent(), "names a log key that is not in " + FileNames.KEYS);
        if (claimed.isPresent() && !keys.believes(claimed.get())) {
            holds = false;
            findings.incomplete(Check.SEAL, FileNames.SEAL, "names a log key that is not believed");
        }
    }

    private void signatures(SealFile seal, Parties parties) {
        var provider = signer(seal.signatures().get(0), Parties.PROVIDER, parties.provider());
        if (seal.signatures().size() == 1) {
            require(false, "the signature of the consumer is missing");
            return;
        }
        var consumer = signer(seal.signatures().get(1), Parties.CONSUMER, parties.consumer());
        require(Collections.disjoint(provider, consumer), "one key signed for both parties");
    }

    private Set<JwsKey> signer(Jws signature, String role, String did) {
        if (!signature.signer().equals(did)) {
            require(false, "the signature of the " + role + " is by " + FileNames.printable(signature.signer()));
            return Set.of();
        }
        var signer = identities.signer(signature);
        if (!signer.known()) {
            findings.incomplete(
                    Check.SEAL,
                    FileNames.SEAL,
                    "the key " + FileNames.printable(signature.keyId()) + " of the " + role
                            + " is in no DID document here that counts");
            holds = false;
        } else {
            require(signer.holds(), "the signature of the " + role + " is wrong");
        }
        return signer.keys();
    }

    private void entry(SealClaims seal, Recorded entry) {
        require(entry, entry.isIn(seal.side(ownRole(seal)).stream()), "stands in another stream than the seal names");
        require(
                entry,
                entry.agrees(seal.agreementId(), "corr", "agreementId"),
                "names another agreement than the seal");
        require(entry, entry.agrees(seal.datasetId(), "corr", "datasetId"), "names another dataset than the seal");
        require(entry, entry.agrees(seal.sealedAt(), "ts"), "names another time than the seal");
        require(
                entry,
                entry.says(new JsonString(seal.policyDigest()), "policy", "digest"),
                "names another policy than the seal");
    }

    private String ownRole(SealClaims seal) {
        return new Parties(seal.provider(), seal.consumer())
                .own(bundle.manifest().subject())
                .orElse(Parties.PROVIDER);
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            holds = false;
            findings.tampered(Check.SEAL, FileNames.SEAL, otherwise);
        }
    }

    private void require(Recorded entry, boolean condition, String otherwise) {
        if (!condition) {
            holds = false;
            findings.tampered(Check.SEAL, FileNames.SEAL, entry.index(), otherwise);
        }
    }
}
