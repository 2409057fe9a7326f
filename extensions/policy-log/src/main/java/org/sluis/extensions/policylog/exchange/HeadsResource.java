// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import org.sluis.extensions.web.WebAnswer;
import org.sluis.extensions.web.WebRefusal;
import org.sluis.extensions.web.WebRequest;
import org.sluis.extensions.web.WebResource;

/** Signs where the streams of others end. To be mounted at {@code /plog/exchange/heads}. */
final class HeadsResource implements WebResource {

    private final Callers callers;
    private final HeadsWitness witness;

    HeadsResource(Callers callers, HeadsWitness witness) {
        this.callers = callers;
        this.witness = witness;
    }

    @Override
    public WebAnswer answer(WebRequest request) throws WebRefusal {
        var owner = callers.sender(request);
        var heads = request.body()
                .flatMap(HeadsRequest::read)
                .orElseThrow(() ->
                        new WebRefusal(400, "Bad request", "the body is not a note of stream heads with its leaves"));
        var answer = witness.sign(owner, heads);
        if (answer instanceof HeadsWitness.Answer.Signed signed) {
            return WebAnswer.text(200, "text/plain; charset=utf-8", Lines.of(signed.note()));
        }
        throw answer instanceof HeadsWitness.Answer.Refused refused
                ? new WebRefusal(422, "Not signed", refused.reason())
                : new WebRefusal(409, "Conflict", "another tree is the newest that was cosigned here");
    }
}
