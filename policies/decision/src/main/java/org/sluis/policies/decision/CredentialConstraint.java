// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.sluis.policies.odrl.LeftOperand;

/** The left operands that look at credentials, each with the type of credential that answers it and the claim it compares. */
enum CredentialConstraint {
    MEMBERSHIP(LeftOperand.MEMBERSHIP, "MembershipCredential", "status"),
    ROLE(LeftOperand.ROLE, "RoleCredential", "role"),
    LABEL(LeftOperand.LABEL, "LabelCredential", "label"),
    CONNECTOR(LeftOperand.CONNECTOR, "ConnectorCredential", "connector");

    private final LeftOperand leftOperand;
    private final String type;
    private final String claim;

    CredentialConstraint(LeftOperand leftOperand, String type, String claim) {
        this.leftOperand = leftOperand;
        this.type = type;
        this.claim = claim;
    }

    static Optional<CredentialConstraint> of(LeftOperand leftOperand) {
        return Arrays.stream(values())
                .filter(known -> known.leftOperand == leftOperand)
                .findFirst();
    }

    String type() {
        return type;
    }

    /** True while an issuer's credential has this value in the claim; whose, if it does not matter, is empty. */
    Claim equalTo(Optional<String> issuer, String wanted) {
        return new Claim(type, issuer, claim, wanted);
    }

    /** A credential that has this value in the claim. */
    Facts.Credential credential(String issuer, String value) {
        return new Facts.Credential(type, issuer, Map.of(claim, value));
    }
}
