// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import static org.sluis.extensions.policylog.segments.Drafts.CLOCK;
import static org.sluis.extensions.policylog.segments.Drafts.SELF;
import static org.sluis.extensions.policylog.segments.Drafts.TIME;
import static org.sluis.extensions.policylog.segments.Drafts.draft;
import static org.sluis.extensions.policylog.segments.Drafts.signer;
import static org.sluis.extensions.policylog.segments.Drafts.stream;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.policylog.Draft;
import org.sluis.extensions.policylog.LogUnavailableException;
import org.sluis.policies.log.note.ForkedTreeException;

/** Random stories of a log on a disk that fails, loses power and lies, against a simple model. */
class PowerLossTest {

    private static final int CYCLES = Integer.getInteger("sluis.log.cycles", 50);
    private static final long SEED = Long.getLong("sluis.log.seed", System.nanoTime());
    private static final int CYCLES_PER_LOG = 10;
    private static final Path FOLDER = Path.of("/company/log");
    private static final Path KEYS = Path.of("/company/keys");
    private static final Limits SMALL =
            new Limits(6_000, 2_000, 16, 8_000, 1 << 20, Duration.ofSeconds(10), Duration.ofMillis(2));
    private static final long MONTH = 31L * 24 * 3600 * 1000;

    private Random random;
    private SimulatedDisk disk;
    private LogModel model;
    private SegmentedLog log;
    private long time;
    private int number;

    @Test
    void whateverHappensWhatWasAcknowledgedIsThere() throws Exception {
        for (int cycle = 0; cycle < CYCLES; cycle += CYCLES_PER_LOG) {
            long seed = SEED + cycle;
            try {
                lifeOfALog(seed, Math.min(CYCLES_PER_LOG, CYCLES - cycle));
            } catch (Exception | AssertionError e) {
                throw new AssertionError(
                        "run again with -Dsluis.log.seed=" + seed + " -Dsluis.log.cycles=" + CYCLES_PER_LOG, e);
            }
        }
    }

    private void lifeOfALog(long seed, int cycles) throws Exception {
        random = new Random(seed);
        disk = new SimulatedDisk(random);
        model = new LogModel();
        time = TIME;
        log = open();
        for (int cycle = 0; cycle < cycles; cycle++) {
            for (int step = random.nextInt(12); step > 0; step--) {
                step();
            }
            end();
            model.check(log);
        }
        log.close();
    }

    private void step() throws Exception {
        switch (random.nextInt(10)) {
            case 0 -> checkpoint();
            case 1 -> roll();
            case 2 -> erase();
            case 3 -> disk.failAfter(1 + random.nextInt(12), 1 + random.nextInt(6));
            case 4 -> reopen();
            case 5 -> settle();
            default -> append();
        }
    }

    /** A kill, a power loss, a power loss in the middle of something, or both. */
    private void end() throws Exception {
        if (random.nextInt(3) > 0) {
            disk.dieAfter(1 + random.nextInt(25));
            for (int i = 0; i < 40 && !disk.isDead(); i++) {
                step();
            }
        }
        var later = burst();
        disk.kill();
        if (disk.isDead() || random.nextBoolean()) {
            disk.losePower();
        }
        log.close();
        collect(later);
        log = open();
    }

    private void append() throws Exception {
        collect(burst());
    }

    private Map<Draft, CompletableFuture<Long>> burst() {
        var answers = new HashMap<Draft, CompletableFuture<Long>>();
        for (int i = random.nextInt(12); i >= 0; i--) {
            time += random.nextInt(40) == 0 ? MONTH : random.nextInt(3) - 1;
            var draft = random.nextBoolean()
                    ? draft(time, number++, "a" + random.nextInt(4))
                    : draft(time, number++, "a" + random.nextInt(4), "b", "c" + random.nextInt(100));
            model.submitted(draft.json());
            answers.put(draft, log.appendLater(draft));
        }
        return answers;
    }

    private void collect(Map<Draft, CompletableFuture<Long>> answers) throws Exception {
        for (var answer : answers.entrySet()) {
            try {
                model.acknowledged(
                        answer.getValue().get(30, TimeUnit.SECONDS),
                        answer.getKey().json());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof LogUnavailableException)) {
                    throw e;
                }
            }
        }
    }

    private void checkpoint() throws ForkedTreeException {
        try {
            model.returned(log.checkpoint(signer()));
        } catch (LogUnavailableException e) {
            // the disk fails now
        }
    }

    private void roll() {
        try {
            log.roll();
        } catch (LogUnavailableException e) {
            // the disk fails now
        }
    }

    private void erase() throws Exception {
        var stream = stream("a" + random.nextInt(4));
        var months = log.readableMonths(stream);
        if (months.isEmpty()) {
            return;
        }
        var month = months.get(random.nextInt(months.size()));
        try {
            for (long index : log.erase(stream, month, SELF, "{\"why\":\"test\"}")) {
                var json = log.entry(index).payload().orElseThrow().json();
                model.acknowledged(index, json);
                for (var erased : json.replaceAll(".*\\[|].*", "").split(",", -1)) {
                    model.erased(List.of(Long.parseLong(erased)));
                }
            }
        } catch (LogUnavailableException | UncheckedIOException e) {
            if (!disk.isDead() && !(e instanceof LogUnavailableException)) {
                throw e;
            }
        }
    }

    private void reopen() throws Exception {
        if (disk.isDead()) {
            return;
        }
        disk.heal();
        log.close();
        log = open();
    }

    /** The disk works again; the log notices by itself. */
    private void settle() throws Exception {
        if (disk.isDead()) {
            return;
        }
        disk.heal();
        for (int i = 0; i < 2000; i++) {
            try {
                var draft = draft(time, number++, "a0");
                model.submitted(draft.json());
                model.acknowledged(log.append(draft), draft.json());
                return;
            } catch (LogUnavailableException e) {
                Thread.sleep(2);
            }
        }
        throw new AssertionError("the log did not recover");
    }

    private SegmentedLog open() throws Exception {
        return SegmentedLog.open(disk, FOLDER, KEYS, CLOCK, SMALL);
    }
}
