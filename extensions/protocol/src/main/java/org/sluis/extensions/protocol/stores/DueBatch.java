// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.stores;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.eclipse.edc.spi.entity.StatefulEntity;
import org.eclipse.edc.spi.query.Criterion;
import org.sluis.extensions.protocol.machines.Agenda;
import org.sluis.extensions.protocol.machines.Machine;

/** Gives a state machine the processes that it can move now; asks the database only about states in which there may be some. */
final class DueBatch<E extends StatefulEntity<E>> {

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    /** In a lasting outage each look is a line in the log. */
    private static final Duration LONGEST_AFTER_FAILURES = Duration.ofSeconds(5);

    private final DueRows rows;
    private final Function<List<String>, List<E>> read;
    private final Function<Wanted, Machine> machineOf;
    private final StoreGuards guards;
    private final AtomicInteger failures = new AtomicInteger();

    DueBatch(
            DueRows rows,
            Function<List<String>, List<E>> read,
            Function<Wanted, Machine> machineOf,
            StoreGuards guards) {
        this.rows = rows;
        this.read = read;
        this.machineOf = machineOf;
        this.guards = guards;
    }

    /** Leased processes, at most {@code max}, for the step of a machine that asks with these criteria. */
    List<E> next(int max, Criterion... criteria) {
        var wanted = Wanted.of(criteria);
        var agenda = Agenda.ofThisThread();
        try {
            if (agenda.isPresent() && !isOn(agenda.get(), wanted)) {
                return List.of();
            }
            var processes = next(max, wanted, agenda);
            failures.set(0);
            return processes;
        } catch (RuntimeException e) {
            var pause = pause(failures.getAndIncrement());
            agenda.ifPresent(failed -> guards.wakeUps().lookAfter(failed.machine(), pause));
            throw e;
        }
    }

    private static Duration pause(int before) {
        var pause = AFTER_FAILURE.multipliedBy(1L << Math.min(before, 3));
        return pause.compareTo(LONGEST_AFTER_FAILURES) > 0 ? LONGEST_AFTER_FAILURES : pause;
    }

    private boolean isOn(Agenda agenda, Wanted wanted) {
        if (agenda.takeEverything()) {
            lookAround(agenda);
        }
        // Nobody tells of a state that only EDC knows.
        return agenda.take(wanted.state(), wanted.type())
                || !agenda.machine().states().contains(wanted.state());
    }

    private void lookAround(Agenda agenda) {
        var machine = agenda.machine();
        var types = machine == Machine.TRANSFERS
                ? new Wanted(0, Optional.empty()).types()
                : List.of(machine == Machine.CONSUMER_NEGOTIATIONS ? "CONSUMER" : "PROVIDER");
        for (var due : guards.transactions().execute(() -> rows.look(machine, types))) {
            if (due.now()) {
                agenda.add(due.state(), due.type());
            }
            due.next().ifPresent(at -> {
                guards.attempts().waits(at);
                guards.wakeUps().wakeAt(machine, at);
            });
        }
    }

    private List<E> next(int max, Wanted wanted, Optional<Agenda> agenda) {
        var room = guards.inFlight().room(max);
        var ids = room == 0 ? List.<String>of() : lease(wanted, room);
        if (ids.size() == room) {
            // There may be more, or there was no room to see.
            agenda.ifPresent(more -> wanted.types().forEach(type -> more.add(wanted.state(), type)));
        }
        return ids.isEmpty() ? List.of() : stillThere(wanted, ids);
    }

    private List<String> lease(Wanted wanted, int room) {
        var machine = machineOf.apply(wanted);
        return guards.transactions().execute(() -> rows.lease(machine, wanted, room));
    }

    /** A message may have been handled between the moment a process was chosen and the moment it was leased. */
    private List<E> stillThere(Wanted wanted, List<String> ids) {
        var kind = rows.table().name();
        ids.forEach(id -> guards.machineLeases().took(kind, id));
        var leased = read.apply(ids).stream()
                .sorted(Comparator.comparingLong(StatefulEntity::getStateTimestamp))
                .toList();
        for (var process : leased) {
            if (!isWanted(process, wanted)) {
                guards.machineLeases().settled(process.getId());
                guards.leases().release(kind, process.getId());
            }
        }
        return leased.stream().filter(process -> isWanted(process, wanted)).toList();
    }

    private static boolean isWanted(StatefulEntity<?> process, Wanted wanted) {
        return process.getState() == wanted.state() && !process.isPending();
    }
}
