// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that says exactly what it is told to, however wrong. */
final class RawServer implements AutoCloseable {

    /** Writes the answer to one request whose head was read. */
    interface Script {
        void write(OutputStream out) throws Exception;
    }

    private final ServerSocket socket;
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final Script script;
    private final boolean listens;

    RawServer(Script script) throws IOException {
        this(script, true);
    }

    private RawServer(Script script, boolean listens) throws IOException {
        this.listens = listens;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.script = script;
        start(this::accept);
    }

    static RawServer saying(String answer) throws IOException {
        return new RawServer(out -> out.write(answer.getBytes(StandardCharsets.UTF_8)));
    }

    /** Says its text without hearing what is asked. */
    static RawServer shouting(String text) throws IOException {
        return new RawServer(out -> out.write(text.getBytes(StandardCharsets.UTF_8)), false);
    }

    private static void start(Runnable task) {
        var thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var one = socket.accept();
                accepted.add(one);
                start(() -> serve(one));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket one) {
        try (one) {
            if (listens) {
                heads.add(head(one));
            }
            script.write(one.getOutputStream());
            one.getOutputStream().flush();
        } catch (Exception e) {
            // the client has seen enough
        }
    }

    private static String head(Socket one) throws IOException {
        var in = new BufferedReader(new InputStreamReader(one.getInputStream(), StandardCharsets.US_ASCII));
        var head = new StringBuilder();
        for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            head.append(line).append('\n');
        }
        return head.toString();
    }

    int port() {
        return socket.getLocalPort();
    }

    URI at(String host, String path) {
        return URI.create("http://" + host + ":" + port() + path);
    }

    /** Heads of the requests that came in. */
    List<String> heads() {
        return heads;
    }

    int connections() {
        return accepted.size();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (var one : accepted) {
            one.close();
        }
    }
}
