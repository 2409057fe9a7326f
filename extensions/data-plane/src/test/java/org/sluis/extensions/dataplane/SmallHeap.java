// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/** A data plane in a process of its own: serves one upstream until its standard input ends. */
final class SmallHeap {
    private SmallHeap() {}

    /**
     * Prints one line with address and token; then for each line it reads, how much memory it uses.
     *
     * @param arguments address of the upstream
     */
    public static void main(String[] arguments) throws Exception {
        try (var served = new ServedDataPlane(ServedDataPlane.httpSource(Duration.ofSeconds(10)))) {
            var access = served.access(ServedDataPlane.http(arguments[0]));
            System.out.println(access.address() + " " + access.token());
            while (System.in.read() >= 0) {
                var memory = ManagementFactory.getMemoryMXBean();
                System.gc();
                System.out.println(memory.getHeapMemoryUsage().getUsed() + " "
                        + memory.getHeapMemoryUsage().getMax());
            }
        }
    }
}
