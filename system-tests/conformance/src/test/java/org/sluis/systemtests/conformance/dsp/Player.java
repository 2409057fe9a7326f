// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.conformance.dsp;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sluis.systemtests.conformance.dsp.Script.Deed;

/** Plays the connector's people: looks at all open processes again and again, and does what the script says, each deed once. */
final class Player implements AutoCloseable {

    private static final Duration ROUND = Duration.ofMillis(50);
    /** The suite is told of a state and then looks whether it is in it. */
    private static final Duration PAUSE = Duration.ofMillis(150);

    private final List<Stage> stages;
    private final Map<String, Integer> done = new HashMap<>();
    private final Thread thread = new Thread(this::play, "suite-player");

    /** One kind of process. */
    interface Stage {

        /** Those that are not over. */
        List<Open> open();

        /** Whether it could be done; what could not is tried again. */
        boolean act(Open process, Deed deed);
    }

    /**
     * A process that is not over.
     *
     * @param about its dataset or agreement
     * @param since milliseconds since 1970
     */
    record Open(String id, String about, String state, long since) {}

    Player(List<Stage> stages) {
        this.stages = List.copyOf(stages);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void play() {
        try {
            while (true) {
                stages.forEach(this::round);
                Thread.sleep(ROUND.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void round(Stage stage) {
        try {
            stage.open().forEach(process -> act(stage, process));
        } catch (RuntimeException e) {
            System.err.println("the suite's player could not look: " + e);
        }
    }

    private void act(Stage stage, Open process) {
        var step = Script.next(process.about(), done.getOrDefault(process.id(), 0));
        if (step.isEmpty()
                || !step.get().state().equals(process.state())
                || System.currentTimeMillis() - process.since() < PAUSE.toMillis()) {
            return;
        }
        if (stage.act(process, step.get().deed())) {
            done.merge(process.id(), 1, Integer::sum);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
