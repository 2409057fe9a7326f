// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.sluis.extensions.dataplane.Problem.ProblemException;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;

/** Answers requests for data below {@code /data/}; leaves all others to the next handler. */
public final class DataPlaneHandler extends Handler.Abstract {
    private final Admission admission;
    private final Map<String, Source> sources;
    private final Exchange.Parts parts;

    DataPlaneHandler(Admission admission, Map<String, Source> sources, Exchange.Parts parts) {
        this.admission = admission;
        this.sources = sources;
        this.parts = parts;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!Request.getPathInContext(request).startsWith(DataRequest.PATH)) {
            return false;
        }
        // a wait for new data and a slow source are timed by us, not by the listener
        request.addIdleTimeoutListener(timeout -> false);
        var answer = new Answer(request, response, callback);
        try {
            var read = DataRequest.read(request);
            var flow = admission.admit(read);
            var source = sources.get(flow.source().type());
            if (source == null) {
                throw new IllegalStateException("flow " + flow.transfer() + " has an address of no known type");
            }
            new Exchange(parts, source, flow, read, answer).begin();
        } catch (ProblemException | RecordUnavailableException | RuntimeException | Error e) {
            answer.failure(e);
        }
        return true;
    }
}
