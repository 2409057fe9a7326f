// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.util.Locale;
import java.util.Optional;
import org.sluis.extensions.dataplane.DataFlow.State;
import org.sluis.extensions.dataplane.Problem.ProblemException;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.decision.Reason;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.ReleaseRequest;
import org.sluis.policies.usage.ReleaseRuling;
import org.sluis.policies.usage.Releases;

/** Finds out for whom and for which flow a request is, and records the requests it turns away. */
final class Admission {
    private final AccessTokens tokens;
    private final DataFlows flows;
    private final Releases releases;
    private final Refusals refusals;

    Admission(AccessTokens tokens, DataFlows flows, Releases releases, Refusals refusals) {
        this.tokens = tokens;
        this.flows = flows;
        this.releases = releases;
        this.refusals = refusals;
    }

    /** The started flow that the request's token was issued for. */
    DataFlow admit(DataRequest request) throws ProblemException, RecordUnavailableException {
        if (request.token().isEmpty()) {
            throw unverified(request, "token-missing", "the request has no Authorization header");
        }
        AccessToken token;
        try {
            token = tokens.verify(request.token().get());
        } catch (RefusedTokenException e) {
            throw unverified(request, e.code(), e.getMessage());
        }
        if (!token.transfer().equals(request.transfer())) {
            throw unverified(request, "token-transfer", "the token was issued for another transfer");
        }
        var flow = flows.find(token.transfer());
        if (flow.isEmpty() || !token.fits(flow.get())) {
            throw unverified(request, "token-transfer", "the token's transfer is not known here");
        }
        if (flow.get().state() != State.STARTED) {
            throw stopped(request, flow.get());
        }
        return flow.get();
    }

    static ReleaseRequest ask(DataFlow flow, Optional<String> purpose) {
        return new ReleaseRequest(
                flow.transfer(),
                flow.agreement(),
                flow.consumer(),
                flow.dataset(),
                purpose,
                flow.source().property("disclosure"));
    }

    static Reason stopReason(DataFlow flow) {
        return new Reason(
                "",
                "transfer-" + flow.state().name().toLowerCase(Locale.ROOT),
                "",
                "",
                "started",
                flow.stateReason().orElse(""));
    }

    private ProblemException unverified(DataRequest request, String code, String detail)
            throws RecordUnavailableException {
        refusals.unverified(request, new Reason("", code, "", "", "", detail));
        return new ProblemException(Problem.unauthorized(code, detail));
    }

    /** An ended agreement also ends its transfers; the agreement's reasons say more than the transfer's. */
    private ProblemException stopped(DataRequest request, DataFlow flow) throws RecordUnavailableException {
        var ask = ask(flow, request.purpose());
        if (!releases.foresee(ask).isEmpty()) {
            var ruling = releases.release(ask);
            if (ruling instanceof ReleaseRuling.Denied denied) {
                return new ProblemException(Problem.denied(denied.reasons()));
            }
            releases.cancel(((ReleaseRuling.Allowed) ruling).use());
        }
        var reason = stopReason(flow);
        refusals.verified(Moment.RELEASE, flow, request.purpose(), reason);
        var why = flow.stateReason().map(text -> ": " + text).orElse("");
        return new ProblemException(
                Problem.stopped("the transfer is " + flow.state().name().toLowerCase(Locale.ROOT) + why, reason));
    }
}
