// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the README's {@code bash} blocks, in order, in one shell at the repository's root. The test command itself stands in a
 * block of its own and is left out: it is what runs this.
 */
class ReadmeCommandsTest {

    private static final String TEST_COMMAND = "mvn -B verify";

    @TempDir
    Path scratch;

    @Test
    void everyCommandWorks() throws Exception {
        var blocks = bashBlocks();
        assertThat(blocks.stream().filter(block -> block.strip().equals(TEST_COMMAND)))
                .hasSize(1);
        var commands = blocks.stream()
                .filter(block -> !block.strip().equals(TEST_COMMAND))
                .toList();
        assertThat(commands).isNotEmpty();

        var output = scratch.resolve("output");
        var exit = run(String.join("\n", commands), output);

        assertThat(exit).as(() -> tail(output)).isZero();
    }

    private int run(String commands, Path output) throws IOException, InterruptedException {
        var script = Files.writeString(scratch.resolve("readme.sh"), "set -euo pipefail\n" + commands);
        var builder = new ProcessBuilder("bash", script.toString())
                .directory(Repository.ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("TMPDIR", scratch.toString());
        var shell = builder.start();
        if (!shell.waitFor(10, TimeUnit.MINUTES)) {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly();
            throw new AssertionError("the README's commands did not end in ten minutes: " + tail(output));
        }
        return shell.exitValue();
    }

    private static List<String> bashBlocks() throws IOException {
        var blocks = new ArrayList<String>();
        Parser.builder().build().parse(Repository.text("README.md")).accept(new AbstractVisitor() {
            @Override
            public void visit(FencedCodeBlock block) {
                if ("bash".equals(block.getInfo())) {
                    blocks.add(block.getLiteral());
                }
            }
        });
        return blocks;
    }

    private static String tail(Path output) {
        try {
            var lines = Files.readAllLines(output);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
        } catch (IOException e) {
            return "no output: " + e.getMessage();
        }
    }
}
