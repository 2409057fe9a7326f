// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.capture;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.sluis.extensions.policylog.projection.LogQuery;
import org.sluis.policies.usage.DecisionRecord;
import org.sluis.policies.usage.Decisions;

/** Decisions as entries of the policy log. */
public final class LoggedDecisions implements Decisions {

    private final Recorder recorder;
    private final AtomicReference<Instant> latest;

    public LoggedDecisions(Recorder recorder) {
        this.recorder = recorder;
        this.latest = new AtomicReference<>(Instant.ofEpochMilli(recorder.log().lastTime()));
    }

    @Override
    public void append(DecisionRecord decision) throws RecordUnavailableException {
        recorder.append(DecisionPayload.of(decision), decision.party(), decision.agreement());
        latest.accumulateAndGet(decision.at(), (one, other) -> one.isAfter(other) ? one : other);
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
