// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.web;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Requests to hosts that somebody else named. Bounded in time and size; follows no redirect; connects to no private, loopback or
 * link-local address unless its host name is allowed by configuration; speaks plain http to allowed loopback hosts only.
 */
public interface Outbound {

    /**
     * One request, one answer; every status is an answer.
     *
     * @throws OutboundException if there is none, or it is too large or too slow
     */
    Answer send(OutboundRequest request) throws OutboundException;

    /** Sends a GET with an {@code Accept} header. */
    default Answer get(URI address, String accept) throws OutboundException {
        return send(new OutboundRequest("GET", address, Map.of("Accept", accept), ""));
    }

    /** The same with another patience for the whole of a request, where there is one. */
    default Outbound within(Duration patience) {
        return this;
    }

    /**
     * What to send.
     *
     * @param body empty for none; the media type is in the headers
     */
    record OutboundRequest(String method, URI address, Map<String, String> headers, String body) {}

    /**
     * What came back.
     *
     * @param body decoded as UTF-8
     * @param contentType lower-case media type without parameters; empty if none was given
     */
    record Answer(int status, String contentType, String body, Map<String, String> headers) {

        private static final JsonMapper JSON = JsonMapper.builder().build();
        private static final int LONGEST_DETAIL = 200;

        /** A header, whatever the case of its name. */
        public Optional<String> header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(Map.Entry::getValue)
                    .findFirst();
        }

        /** What a problem body says, fit for one line of a log; empty if it says nothing. */
        public Optional<String> detail() {
            try {
                var line = JSON.readTree(body).path("detail").asText("").replaceAll("\\p{Cntrl}", " ");
                return Optional.of(line.substring(0, Math.min(LONGEST_DETAIL, line.length())))
                        .filter(text -> !text.isBlank());
            } catch (JacksonException e) {
                return Optional.empty();
            }
        }
    }

    /** Which link of the chain broke. */
    enum Link {
        /** The address is not one that may be asked. */
        FORBIDDEN,
        NAME,
        ROUTE,
        TLS,
        TIME,
        SIZE,
        ANSWER
    }

    /** There is no usable answer. */
    final class OutboundException extends Exception {
        private final Link link;

        public OutboundException(Link link, String message, Throwable cause) {
            super(message, cause);
            this.link = link;
        }

        public Link link() {
            return link;
        }
    }
}
