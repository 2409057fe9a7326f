// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluis.extensions.policylog.export.Bundles;
import org.sluis.extensions.policylog.export.CompanyLogBook;
import org.sluis.extensions.policylog.export.OwnEvidence;
import org.sluis.extensions.policylog.publication.CheckpointResource;
import org.sluis.extensions.policylog.publication.Checkpoints;
import org.sluis.extensions.policylog.publication.TileResource;
import org.sluis.policies.usage.Agreements;

/** What others see of the company's log. */
record PublishedLog(Checkpoints checkpoints, PolicyLogExtension extension) implements AutoCloseable {

    static PublishedLog of(PolicyLogs logs, Agreements agreements, Identities identities) {
        var checkpoints = new Checkpoints(logs.log(), logs.keys(), Optional::empty);
        var self = identities.identity().self().value();
        var bundles = new Bundles(
                new Bundles.Log(logs.log(), logs.keys().streams(), logs.keys()::log, self),
                agreements,
                new Bundles.Attachments() {
                    @Override
                    public Optional<String> seal(String agreement) {
                        return Optional.empty();
                    }

                    @Override
                    public List<String> receipts(String agreement) {
                        return List.of();
                    }
                },
                new OwnEvidence(
                        logs.log(),
                        checkpoints,
                        logs.keys(),
                        self,
                        () -> identities.document().json().toString()),
                Clock.systemUTC());
        var book = new CompanyLogBook(new CompanyLogBook.Parts(
                logs.log(),
                logs.keys().streams(),
                logs.projection(),
                bundles,
                agreements,
                logs.pseudonyms(),
                Optional::empty));
        checkpoints.start();
        return new PublishedLog(
                checkpoints,
                new PolicyLogExtension(
                        book,
                        Map.of(
                                PolicyLogs.PATH + "/checkpoint",
                                new CheckpointResource(checkpoints::newest),
                                PolicyLogs.PATH + "/tile",
                                new TileResource(logs.log()))));
    }

    @Override
    public void close() {
        checkpoints.close();
    }
}
