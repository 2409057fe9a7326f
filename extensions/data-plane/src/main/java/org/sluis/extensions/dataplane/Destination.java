// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.sluis.extensions.dataplane.DataPlane.UnservableTransferException;

/**
 * Where a consumer takes what is pushed, type {@code HttpData}.
 *
 * <p>Address properties: {@code baseUrl}; optional {@code path}, {@code method} (POST or PUT), {@code authKey} with {@code authCode},
 * and {@code purpose}, which the consumer states. Whether the address may be asked at all is known when its name is looked up.
 */
record Destination(HttpUrl url, String method, Optional<String> authKey, String authCode, Optional<String> purpose) {
    private static final Set<String> KNOWN =
            Set.of("type", "name", "baseUrl", "path", "method", "authKey", "authCode", "purpose");
    private static final Set<String> METHODS = Set.of("POST", "PUT");
    private static final Set<String> OURS =
            Set.of("host", "connection", "expect", "transfer-encoding", "upgrade", "te", "trailer", "keep-alive");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final int LONGEST = 4096;

    /** Reads an address; the exception's message is for the consumer and holds no secret. */
    static Destination of(SourceAddress address) throws UnservableTransferException {
        if (!"HttpData".equals(address.type())) {
            throw refused("its type must be HttpData");
        }
        for (var property : address.properties().entrySet()) {
            if (!KNOWN.contains(property.getKey())) {
                throw refused("property '" + property.getKey() + "' is unknown; leave it out");
            }
            if (property.getValue().length() > LONGEST) {
                throw refused("property '" + property.getKey() + "' is too long");
            }
        }
        var method = address.property("method").orElse("POST");
        if (!METHODS.contains(method)) {
            throw refused("method must be POST or PUT");
        }
        var key = address.property("authKey").filter(name -> !name.isEmpty());
        if (key.isPresent() && !isAllowed(key.get())) {
            throw refused("authKey is not the name of a header that may be set");
        }
        var code = address.property("authCode").orElse("");
        if (!code.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            throw refused("authCode is not valid in a header");
        }
        return new Destination(
                url(address),
                method,
                key,
                code,
                address.property("purpose").map(String::strip).filter(text -> !text.isEmpty()));
    }

    private static boolean isAllowed(String header) {
        var name = header.toLowerCase(Locale.ROOT);
        return HEADER.matcher(name).matches()
                && !OURS.contains(name)
                && !name.startsWith("content-")
                && !name.startsWith("sluis-")
                && !name.startsWith("proxy-");
    }

    private static HttpUrl url(SourceAddress address) throws UnservableTransferException {
        var url = new StringBuilder(address.property("baseUrl").orElse(""));
        address.property("path")
                .filter(path -> !path.isEmpty())
                .ifPresent(path -> url.append(url.toString().endsWith("/") || path.startsWith("/") ? "" : "/")
                        .append(path));
        var parsed = HttpUrl.parse(url.toString());
        if (parsed == null) {
            throw refused("baseUrl is not an http or https address");
        }
        if (!parsed.username().isEmpty() || !parsed.password().isEmpty()) {
            throw refused("baseUrl names a user; use authKey and authCode");
        }
        return parsed;
    }

    private static UnservableTransferException refused(String why) {
        return new UnservableTransferException("data destination: " + why);
    }

    /** Who answers there, for example {@code https://builder.example:443}. */
    String origin() {
        return url.scheme() + "://" + url.host() + ":" + url.port();
    }

    Request.Builder request(RequestBody body) {
        var request = new Request.Builder().url(url).method(method, body).header("User-Agent", "sluis");
        authKey.ifPresent(key -> request.header(key, authCode));
        return request;
    }

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "Destination[" + origin() + "]";
    }
}
