// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.scenarios;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The connector as it is packaged; from the class path of this test when nothing was packaged yet. */
final class Distribution {

    private static final Path HOME = Path.of("../../connector/cli/target/dist");
    private static final Path AUDITOR = Path.of("../../connector/auditor/target/sluis-log.jar");

    private Distribution() {}

    /** The command that runs {@code sluis} with arguments. */
    static List<String> command(String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Files.isRegularFile(HOME.resolve("sluis.jar"))) {
            command.add("@" + HOME.resolve("run.options"));
            command.addAll(List.of("-jar", HOME.resolve("sluis.jar").toString()));
        } else {
            command.addAll(List.of("-Xmx256m", "-cp", classPath(), "org.sluis.connector.cli.Main"));
        }
        command.addAll(List.of(arguments));
        return command;
    }

    /** The command that runs {@code sluis-log.jar} with arguments. */
    static List<String> auditor(String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Files.isRegularFile(AUDITOR)) {
            command.addAll(List.of("-jar", AUDITOR.toString()));
        } else {
            command.addAll(List.of("-cp", classPath(), "org.sluis.connector.auditor.Main"));
        }
        command.addAll(List.of(arguments));
        return command;
    }

    private static String classPath() {
        var surefire = System.getProperty("surefire.test.class.path");
        var path = surefire == null ? System.getProperty("java.class.path") : surefire;
        return path.replace(" ", "").isEmpty() ? "." + File.pathSeparator : path;
    }
}
