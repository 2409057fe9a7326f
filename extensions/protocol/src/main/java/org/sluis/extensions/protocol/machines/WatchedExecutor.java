// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.machines;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The single thread of one state machine; sees whether each iteration schedules the next. */
final class WatchedExecutor extends ScheduledThreadPoolExecutor {

    private final Watch watch;

    WatchedExecutor(String name, Watch watch) {
        // After the stop EDC's loop still asks for its next iteration; a refusal would be reported as an error.
        super(1, task -> new Thread(task, "state-machine-" + name), new DiscardPolicy());
        // A stop need not wait for an iteration that has not begun.
        setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.watch = watch;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable iteration, long delay, TimeUnit unit) {
        // Before the iteration can begin: one that is over already would pass for one that is to come.
        watch.scheduled();
        return super.schedule(() -> run(iteration), delay, unit);
    }

    private void run(Runnable iteration) {
        watch.began();
        try {
            iteration.run();
        } finally {
            watch.ended(isShutdown());
        }
    }
}
