// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.capture;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.sluis.extensions.policylog.DecidedPolicies;
import org.sluis.extensions.policylog.projection.LogQuery;
import org.sluis.policies.usage.DecisionRecord;
import org.sluis.policies.usage.Decisions;

/** Decisions as entries of the policy log. */
public final class LoggedDecisions implements Decisions {

    private final Recorder recorder;
    private final DecidedPolicies policies;
    private final Remembered<String> kept = new Remembered<>();
    private final AtomicReference<Instant> latest;

    public LoggedDecisions(Recorder recorder, DecidedPolicies policies) {
        this.recorder = recorder;
        this.policies = policies;
        this.latest = new AtomicReference<>(Instant.ofEpochMilli(recorder.log().lastTime()));
    }

    @Override
    public void append(DecisionRecord decision) throws RecordUnavailableException {
        appendAll(List.of(decision));
    }

    @Override
    public void appendAll(List<DecisionRecord> decisions) throws RecordUnavailableException {
        recorder.append(decisions.stream()
                .map(decision ->
                        new Recorder.Entry(DecisionPayload.of(decision), decision.party(), decision.agreement()))
                .toList());
        for (var decision : decisions) {
            latest.accumulateAndGet(decision.at(), (one, other) -> one.isAfter(other) ? one : other);
        }
    }

    /** Few policies are decided on again and again: nearly always this one is known to be kept. */
    @Override
    public void keepPolicy(String sha256, byte[] canonical) throws RecordUnavailableException {
        synchronized (kept) {
            if (kept.contains(sha256)) {
                return;
            }
        }
        try {
            policies.keep(sha256, canonical);
        } catch (RuntimeException e) {
            throw new RecordUnavailableException("the policy of a decision could not be kept: " + e.getMessage(), e);
        }
        synchronized (kept) {
            kept.add(sha256);
        }
    }

    @Override
    public boolean available() {
        return recorder.log().available();
    }

    @Override
    public Instant latest() {
        return latest.get();
    }

    @Override
    public List<DecisionRecord> list(Query query) {
        var rows = recorder.projection()
                .list(LogQuery.any(query.limit())
                        .withPeer(query.party().map(PayloadJson::clean))
                        .withAgreement(query.agreement().map(PayloadJson::clean))
                        .withDataset(query.dataset().map(PayloadJson::clean))
                        .withOutcomes(query.allowed()
                                .map(allowed -> Set.of(allowed ? "allow" : "deny"))
                                .orElse(Set.of("allow", "deny"))));
        return rows.stream()
                .flatMap(row -> row.payload().stream())
                .map(PayloadJson::read)
                .map(DecisionPayload::decision)
                .toList();
    }
}
