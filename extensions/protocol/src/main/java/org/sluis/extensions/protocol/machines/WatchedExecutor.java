// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.machines;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The single thread of one state machine: sleeps until it is woken or it is time, and sees whether each iteration schedules the next. */
final class WatchedExecutor extends ScheduledThreadPoolExecutor {

    private final Watch watch;
    private final Agenda agenda;
    private final Clock clock;
    private final Runnable afterIteration;

    // All guarded by this; times in milliseconds since 1970.
    private Runnable next;
    private ScheduledFuture<?> planned;
    private long plannedAt;
    private long plan;
    private boolean called;
    private long pollMillis = Duration.ofHours(1).toMillis();
    private long lookedAt;
    private long alarm = Long.MAX_VALUE;

    /**
     * @param agenda null for a machine that only polls
     * @param afterIteration runs on the machine's thread
     */
    WatchedExecutor(String name, Watch watch, Agenda agenda, Clock clock, Runnable afterIteration) {
        // After the stop EDC's loop still asks for its next iteration; a refusal would be reported as an error.
        super(1, task -> new Thread(task, "state-machine-" + name), new DiscardPolicy());
        // A stop need not wait for an iteration that has not begun.
        setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        setRemoveOnCancelPolicy(true);
        this.watch = watch;
        this.agenda = agenda;
        this.clock = clock;
        this.afterIteration = afterIteration;
    }

    @Override
    public synchronized ScheduledFuture<?> schedule(Runnable iteration, long delay, TimeUnit unit) {
        // Before the iteration can begin: one that is over already would pass for one that is to come.
        watch.scheduled();
        next = iteration;
        var now = clock.millis();
        if (delay > 0) {
            pollMillis = unit.toMillis(delay);
        }
        // INVARIANT: a call that came during the iteration makes the next one immediate; nothing else would repeat it
        return called || delay <= 0 ? plan(now) : plan(Math.max(now, lookDue()));
    }

    /** Runs an iteration at once, or right after the one that is running. */
    synchronized void wake() {
        called = true;
        if (planned != null) {
            replan(clock.millis());
        }
    }

    /** Runs an iteration that looks at everything at a time, in milliseconds since 1970. */
    synchronized void wakeAt(long time) {
        alarm = Math.min(alarm, time);
        if (planned != null && alarm < plannedAt) {
            replan(Math.max(alarm, clock.millis()));
        }
    }

    /** However often it is woken, a machine looks at everything at the pace of its poll. */
    private long lookDue() {
        return Math.min(alarm, lookedAt + pollMillis);
    }

    private void replan(long at) {
        planned.cancel(false);
        var unused = plan(at);
    }

    private ScheduledFuture<?> plan(long at) {
        var iteration = next;
        var ours = ++plan;
        plannedAt = at;
        planned = super.schedule(() -> run(iteration, ours), Math.max(0, at - clock.millis()), TimeUnit.MILLISECONDS);
        return planned;
    }

    private void run(Runnable iteration, long ours) {
        if (!begin(ours)) {
            return;
        }
        try {
            if (agenda == null) {
                iteration.run();
            } else {
                agenda.during(iteration);
            }
        } finally {
            try {
                afterIteration.run();
            } finally {
                watch.ended(isShutdown());
            }
        }
    }

    /** Whether an iteration may begin: one that had started when it was put off cannot be cancelled any more. */
    private synchronized boolean begin(long ours) {
        if (ours != plan) {
            return false;
        }
        planned = null;
        called = false;
        var now = clock.millis();
        if (now >= lookDue()) {
            lookedAt = now;
            alarm = Long.MAX_VALUE;
            if (agenda != null) {
                agenda.addEverything();
            }
        }
        watch.began();
        return true;
    }
}
