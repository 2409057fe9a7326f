// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.outbound;

import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Turns answers that mean "not now" into 503, the only kind of failure EDC's dispatcher retries.
 *
 * <p>EDC gives up at every 4xx. A peer answers 409 while it is still storing its own last step; it, or what stands before it,
 * answers 404 or 405 with a page of its own while it starts.
 */
final class TransientAnswers implements Interceptor {

    private static final Set<Integer> NOT_NOW = Set.of(408, 409, 423, 425, 429);
    private static final int CONFLICT = 409;
    private static final Pattern PROCESS_MESSAGE = Pattern.compile(".*/(negotiations|transfers)/.+");
    private static final Pattern TRANSFER_REQUEST = Pattern.compile(".*/transfers/request");

    @Override
    public Response intercept(Chain chain) throws IOException {
        var request = chain.request();
        var response = chain.proceed(request);
        var isProcessMessage = request.method().equals("POST")
                && PROCESS_MESSAGE.matcher(request.url().encodedPath()).matches();
        // A transfer request finds no process that could be in between: its 409 is how EDC denies it.
        var isRefusal = response.code() == CONFLICT
                && TRANSFER_REQUEST.matcher(request.url().encodedPath()).matches();
        return isProcessMessage && !isRefusal && (NOT_NOW.contains(response.code()) || isStarting(response))
                ? response.newBuilder().code(503).build()
                : response;
    }

    /** The protocol's own answers are JSON. */
    private static boolean isStarting(Response response) {
        return (response.code() == 404 || response.code() == 405)
                && !response.header("Content-Type", "").contains("json");
    }
}
