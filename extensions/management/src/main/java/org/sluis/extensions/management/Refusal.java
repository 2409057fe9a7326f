// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import java.util.List;
import org.sluis.policies.decision.Reason;

/** A request that is answered with a problem; the detail is for people and names no secret. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String title;
    private final transient List<Reason> reasons;

    public Refusal(int status, String title, String detail) {
        this(status, title, detail, List.of());
    }

    Refusal(int status, String title, String detail, List<Reason> reasons) {
        super(detail);
        this.status = status;
        this.title = title;
        this.reasons = List.copyOf(reasons);
    }

    public static Refusal invalid(String detail) {
        return new Refusal(400, "Invalid request", detail);
    }

    public static Refusal notFound(String detail) {
        return new Refusal(404, "Not found", detail);
    }

    public int status() {
        return status;
    }

    String title() {
        return title;
    }

    List<Reason> reasons() {
        return reasons == null ? List.of() : reasons;
    }
}
