// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.status;

import java.util.regex.Pattern;
import org.sluis.extensions.web.WebAnswer;
import org.sluis.extensions.web.WebRefusal;
import org.sluis.extensions.web.WebRequest;
import org.sluis.extensions.web.WebResource;

/**
 * {@code /status/{n}}: a status list as a signed credential for those who ask for {@code application/vc+jwt}, else as plain JSON for
 * stock peers, which read nothing else; {@code /status/{n}.jwt} and {@code .json} as a mirror serves them.
 */
public final class StatusResource implements WebResource {

    /** A cache on the way may delay a revocation by no more than this. */
    private static final String CACHE = "public, max-age=10";

    private static final Pattern PATH = Pattern.compile("/([1-9][0-9]{0,5})(\\.jwt|\\.json)?");
    private static final String SIGNED = "application/vc+jwt";

    private final PublishedLists lists;

    public StatusResource(PublishedLists lists) {
        this.lists = lists;
    }

    @Override
    public WebAnswer answer(WebRequest request) throws WebRefusal {
        var path = PATH.matcher(request.path());
        if (!path.matches()) {
            throw notFound();
        }
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            throw new WebRefusal(405, "Method not allowed", "a status list can only be read");
        }
        var list = lists.current(Integer.parseInt(path.group(1))).orElseThrow(StatusResource::notFound);
        var signed =
                path.group(2) == null ? wantsSigned(request) : path.group(2).equals(".jwt");
        var answer =
                signed ? WebAnswer.text(200, SIGNED, list.jwt()) : WebAnswer.text(200, "application/json", list.json());
        return answer.with("ETag", signed ? list.tag() : list.tag().replaceFirst("\"$", "-plain\""))
                .with("Cache-Control", CACHE)
                .with("Vary", "Accept");
    }

    private static boolean wantsSigned(WebRequest request) {
        return request.accept().filter(accept -> accept.contains(SIGNED)).isPresent();
    }

    private static WebRefusal notFound() {
        return new WebRefusal(404, "Not found", "there is no such status list");
    }
}
