// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.ends;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.policylog.ends.EndNotices.EndNotice;
import org.sluis.extensions.policylog.evidence.PeerLogs;
import org.sluis.extensions.policylog.evidence.PeerLogs.PeerException;
import org.sluis.extensions.policylog.evidence.Rfc8785;
import org.sluis.extensions.policylog.evidence.Signatures;
import org.sluis.policies.usage.EndsTold.Progress;

/** Tells the other party that we ended an agreement, until it says that it knows. */
final class EndSending {

    static final String PATH = "/exchange/terminated";

    private static final System.Logger LOG = System.getLogger(EndSending.class.getName());
    private static final int ROUND = 100;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    /** One that is away may come back for so long. */
    private static final Duration AWAY = Duration.ofDays(30);

    /** One that says no may have its reasons, such as a clock that is behind. */
    private static final Duration REFUSING = Duration.ofDays(1);

    private final String self;
    private final EndNotices notices;
    private final PeerLogs peers;
    private final Signatures signatures;
    private final Clock clock;

    EndSending(Did self, EndNotices notices, PeerLogs peers, Signatures signatures, Clock clock) {
        this.self = self.value();
        this.notices = notices;
        this.peers = peers;
        this.signatures = signatures;
        this.clock = clock;
    }

    /** Sends what is due; whether there may be more. One that does not answer is not asked again in this round. */
    boolean work() {
        var due = notices.due(clock.instant(), ROUND);
        var away = new HashMap<String, PeerException>();
        due.forEach(notice -> send(notice, away));
        return due.size() == ROUND;
    }

    /** Sends one notice now if it still waits. */
    void send(String agreement) {
        notices.waiting(agreement).ifPresent(notice -> send(notice, new HashMap<>()));
    }

    private void send(EndNotice notice, Map<String, PeerException> away) {
        try {
            if (away.containsKey(notice.peer())) {
                throw away.get(notice.peer());
            }
            if (peers.keepsLog(notice.peer()).filter(keeps -> !keeps).isPresent()) {
                notices.settled(notice.agreement(), Progress.ONE_SIDED);
                return;
            }
            var message = Rfc8785.write(Map.of("notice", signed(notice)));
            var unused = peers.post(new Did(notice.peer()), PATH, message);
            notices.settled(notice.agreement(), Progress.TOLD);
        } catch (PeerException e) {
            if (!e.isRefusal()) {
                away.put(notice.peer(), e);
            }
            later(notice, e);
        }
    }

    private String signed(EndNotice notice) {
        if (notice.jws().isPresent()) {
            return notice.jws().get();
        }
        var said =
                new EndPayload(notice.agreement(), self, notice.peer(), notice.state(), notice.reason(), notice.at());
        return notices.signed(notice.agreement(), signatures.sign(EndPayload.TYPE, said.bytes()));
    }

    private void later(EndNotice notice, PeerException why) {
        var words = why.getMessage().replaceAll("\\p{Cntrl}", " ");
        var problem = words.substring(0, Math.min(300, words.length()));
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(notice.attempts(), 10));
        var next = clock.instant().plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
        notices.failed(notice.agreement(), problem, next);
        if (notice.at().plus(why.isRefusal() ? REFUSING : AWAY).isBefore(clock.instant())) {
            LOG.log(
                    Level.WARNING,
                    "{0} was not told that agreement {1} ended: {2}",
                    notice.peer(),
                    notice.agreement(),
                    problem);
            notices.settled(notice.agreement(), Progress.GIVEN_UP);
        }
    }
}
