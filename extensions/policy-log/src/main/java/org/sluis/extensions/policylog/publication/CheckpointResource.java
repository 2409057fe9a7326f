// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.publication;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.sluis.extensions.web.WebAnswer;
import org.sluis.extensions.web.WebRefusal;
import org.sluis.extensions.web.WebRequest;
import org.sluis.extensions.web.WebResource;
import org.sluis.policies.log.note.SignedNote;

/** The newest checkpoint, for everybody (C2SP tlog-tiles). To be mounted at {@code /plog/checkpoint}. */
public final class CheckpointResource implements WebResource {

    private final Supplier<Optional<SignedNote>> newest;

    /**
     * Shows what it is given.
     *
     * @param newest with cosignatures of neutral witnesses only: those of partners would tell everybody who our partners are
     */
    public CheckpointResource(Supplier<Optional<SignedNote>> newest) {
        this.newest = newest;
    }

    @Override
    public WebAnswer answer(WebRequest request) throws WebRefusal {
        PublicRead.require(request);
        var note = request.path().isEmpty() ? newest.get() : Optional.<SignedNote>empty();
        return WebAnswer.text(
                        200,
                        "text/plain; charset=utf-8",
                        new String(note.orElseThrow(PublicRead::nothing).bytes(), StandardCharsets.UTF_8))
                .with("Cache-Control", "no-cache");
    }
}
