// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import org.sluis.extensions.web.WebAnswer;
import org.sluis.extensions.web.WebRefusal;
import org.sluis.extensions.web.WebRequest;
import org.sluis.extensions.web.WebResource;

/** Takes notice of restored backups and cosigns what follows. To be mounted at {@code /plog/exchange/restored}. */
final class RestoredResource implements WebResource {

    private final Callers callers;
    private final LogWitness witness;

    RestoredResource(Callers callers, LogWitness witness) {
        this.callers = callers;
        this.witness = witness;
    }

    @Override
    public WebAnswer answer(WebRequest request) throws WebRefusal {
        var owner = callers.sender(request);
        var notice = request.body()
                .flatMap(RestoredNotice::read)
                .orElseThrow(() -> new WebRefusal(400, "Bad request", "the body is not the notice of a restored log"));
        return WitnessResource.answer(witness.restored(owner, notice));
    }
}
