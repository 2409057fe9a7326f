// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.conformance;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.nio.file.Path;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs one group of the DCP conformance suite in a process of its own; settings of the suite are system properties. Arguments: the
 * package of the group and the file for the report. Exits 1 if anything failed or nothing ran.
 */
public final class SuiteMain {

    private SuiteMain() {}

    public static void main(String[] arguments) throws Exception {
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
}
