// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.sluis.extensions.web.Outbound;

/** The web, in memory: answers by address, and a list of what was asked. */
public final class CountedOutbound implements Outbound {

    private final Map<URI, Function<OutboundRequest, Answer>> pages = new ConcurrentHashMap<>();
    private final List<URI> asked = new ArrayList<>();

    public void put(String address, String contentType, String body) {
        answer(address, request -> new Answer(200, contentType, body, Map.of()));
    }

    public void answer(String address, Function<OutboundRequest, Answer> answer) {
        pages.put(URI.create(address), answer);
    }

    public void remove(String address) {
        pages.remove(URI.create(address));
    }

    @Override
    public Answer send(OutboundRequest request) throws OutboundException {
        synchronized (asked) {
            asked.add(request.address());
        }
        var page = pages.get(request.address());
        if (page == null) {
            throw new OutboundException(Link.ROUTE, request.address() + " does not answer", null);
        }
        return page.apply(request);
    }

    /** All requests so far. */
    public List<URI> asked() {
        synchronized (asked) {
            return List.copyOf(asked);
        }
    }
}
