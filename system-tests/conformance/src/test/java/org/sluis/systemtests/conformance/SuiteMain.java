// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.conformance;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs one group of a conformance suite in a process of its own; settings of the suite are system properties. Arguments: the
 * package of the group and the file for the report. Exits 1 if anything failed or nothing ran, and 2 when standard input ends
 * before the group does, so that it does not outlive the test that started it.
 */
public final class SuiteMain {

    private SuiteMain() {}

    public static void main(String[] arguments) throws Exception {
        var watch = new Thread(SuiteMain::endWithInput, "end-with-input");
        watch.setDaemon(true);
        watch.start();
        var report = new SuiteReport(arguments[0].replace("org.eclipse.dataspacetck.", ""));
        var launcher = LauncherFactory.create();
        launcher.execute(
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectPackage(arguments[0]))
                        .build(),
                report);
        report.write(Path.of(arguments[1]));
        System.out.println(report.sentence());
        System.out.flush();
        // The suite leaves its server running.
        Runtime.getRuntime().halt(report.isPassed() ? 0 : 1);
    }

    private static void endWithInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            System.err.println("standard input broke off: " + e.getMessage());
        }
        Runtime.getRuntime().halt(2);
    }
}
