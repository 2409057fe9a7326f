// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/** Whose key came with a request. */
record Caller(Principals.Principal principal, SecurityContext before) implements SecurityContext {

    @Override
    public Principal getUserPrincipal() {
        return principal::name;
    }

    @Override
    public boolean isUserInRole(String role) {
        return false;
    }

    @Override
    public boolean isSecure() {
        return before.isSecure();
    }

    @Override
    public String getAuthenticationScheme() {
        return "X-Api-Key";
    }
}
