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
 * <p>EDC gives up at every 4xx. A peer answers 409 while it is still storing its own last step.
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
        return isProcessMessage && !isRefusal && NOT_NOW.contains(response.code())
                ? response.newBuilder().code(503).build()
                : response;
    }
}
