// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.sluis.extensions.web.WebAnswer;
import org.sluis.extensions.web.WebRefusal;
import org.sluis.extensions.web.WebRequest;
import org.sluis.extensions.web.WebResource;
import org.sluis.policies.log.note.SignedNote;

/**
 * Cosigns the checkpoints of others (C2SP tlog-witness) and tells them which of theirs is the largest known. To be mounted at
 * {@code /plog/witness}.
 */
final class WitnessResource implements WebResource {

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final int LONGEST_ORIGIN = 512;

    private final Callers callers;
    private final LogWitness witness;

    WitnessResource(Callers callers, LogWitness witness) {
        this.callers = callers;
        this.witness = witness;
    }

    @Override
    public boolean takesText() {
        return true;
    }

    @Override
    public WebAnswer answer(WebRequest request) throws WebRefusal {
        if (request.path().equals("/add-checkpoint") && request.method().equals("POST")) {
            return add(request);
        }
        if (request.path().equals("/checkpoint") && request.method().equals("GET")) {
            return largest(request);
        }
        throw new WebRefusal(404, "Not found", "There is nothing here.");
    }

    private WebAnswer add(WebRequest request) throws WebRefusal {
        var owner = callers.require(request);
        var body = request.text()
                .flatMap(AddCheckpoint::parse)
                .orElseThrow(() -> new WebRefusal(400, "Bad request", "the body is not that of add-checkpoint"));
        return answer(witness.add(owner, body));
    }

    static WebAnswer answer(LogWitness.Answer answer) throws WebRefusal {
        if (answer instanceof LogWitness.Answer.Cosigned cosigned) {
            return WebAnswer.text(200, TEXT, Lines.of(cosigned.note()));
        }
        if (answer instanceof LogWitness.Answer.Conflict conflict) {
            return WebAnswer.text(409, "text/x.tlog.size", conflict.size() + "\n");
        }
        if (answer instanceof LogWitness.Answer.BadSignature) {
            throw new WebRefusal(403, "Forbidden", "not signed by a log key that your DID document publishes");
        }
        throw answer instanceof LogWitness.Answer.BadProof
                ? new WebRefusal(422, "Not proven", "the tree is not shown to continue the one known here")
                : new WebRefusal(404, "Not found", "that log is not cosigned here");
    }

    private WebAnswer largest(WebRequest request) throws WebRefusal {
        var owner = callers.require(request);
        var origin = request.query().getOrDefault("origin", "");
        boolean possible = origin.length() <= LONGEST_ORIGIN && origin.chars().noneMatch(c -> c < ' ');
        var note = possible ? witness.largest(owner, origin) : Optional.<SignedNote>empty();
        if (note.isEmpty()) {
            throw new WebRefusal(404, "Not found", "nothing of that log of yours is known here");
        }
        return WebAnswer.text(200, TEXT, new String(note.get().bytes(), StandardCharsets.UTF_8));
    }
}
