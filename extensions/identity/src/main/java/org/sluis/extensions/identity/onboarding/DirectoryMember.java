// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.onboarding;

import java.net.URI;
import org.sluis.extensions.identity.did.Did;

/** A member of an authority, as its directory has it. */
public record DirectoryMember(Did id, String name, URI protocolEndpoint) {}
