// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.evidence;

import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.DidDocuments;
import org.sluis.extensions.identity.did.DidDocuments.UnresolvableDidException;
import org.sluis.policies.log.json.JsonReader;
import org.sluis.policies.log.json.MalformedJsonException;
import org.sluis.policies.log.jws.Jws;
import org.sluis.policies.log.jws.MalformedJwsException;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;

/**
 * Logs the DID documents by which signatures are believed, each once for an agreement and key: the key may be gone from the
 * document by the time an auditor asks.
 */
public final class SignerDocuments {

    /** Type of the entries; member {@code document} is the document as its owner sent it. */
    public static final String TYPE = "party.document";

    private static final System.Logger LOG = System.getLogger(SignerDocuments.class.getName());
    private static final int REMEMBERED = 10_000;

    private final DidDocuments documents;
    private final EvidenceLog log;
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    public SignerDocuments(DidDocuments documents, EvidenceLog log) {
        this.documents = documents;
        this.log = log;
    }

    /** Logs the document of whoever signed; does without one that cannot be had now. */
    public void keep(Agreement agreement, String compact, String type) throws RecordUnavailableException {
        try {
            keep(agreement, Jws.compact(compact, type));
        } catch (MalformedJwsException e) {
            LOG.log(Level.DEBUG, "policy log: {0}", e.getMessage());
        }
    }

    private void keep(Agreement agreement, Jws signature) throws RecordUnavailableException {
        var name = agreement.id() + ' ' + signature.keyId();
        if (logged.contains(name)) {
            return;
        }
        var text = text(signature);
        if (!text.isEmpty()) {
            log.append(
                    EventIds.of(TYPE, agreement.id(), signature.keyId()),
                    log.clock().instant(),
                    TYPE,
                    agreement,
                    Map.of("document", text, "did", signature.signer()));
            if (logged.size() >= REMEMBERED) {
                logged.clear();
            }
            logged.add(name);
        }
    }

    /** Empty unless the document can be had, has the key, and can be read by those who verify bundles. */
    private String text(Jws signature) {
        try {
            var document = documents.resolve(new Did(signature.signer()));
            return document.keys().containsKey(signature.keyId()) && isReadable(document.text()) ? document.text() : "";
        } catch (UnresolvableDidException | IllegalArgumentException e) {
            LOG.log(Level.DEBUG, "policy log: {0}", e.getMessage());
            return "";
        }
    }

    /** A document that a verifier of bundles could not read would spoil the bundle. */
    public static boolean isReadable(String document) {
        try {
            return JsonReader.object(document).text("id").isPresent();
        } catch (MalformedJsonException e) {
            return false;
        }
    }
}
