// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.util.Optional;
import org.sluis.policies.odrl.Language;
import org.sluis.policies.odrl.LeftOperand;
import org.sluis.policies.odrl.PlainWords;
import org.sluis.policies.odrl.Sentences;
import org.sluis.policies.odrl.Term;

/** Tells in plain words why something was denied or stops. */
public final class PlainReasons {

    private static final Sentences WORDS = new Sentences(PlainReasons.class, "reasons");

    private PlainReasons() {}

    /** One sentence without a full stop, also for a cause that nobody has words for: that one is named. */
    public static String of(Reason reason, Language language) {
        Optional<LeftOperand> operand = LeftOperand.of(Term.full(reason.leftOperand()));
        if (operand.isPresent()) {
            String wanted = PlainWords.value(operand.get(), reason.wanted(), language);
            String missing = reason.code().equals(Code.FACT_MISSING) ? ".missing" : "";
            return WORDS.find(language, operand.get().name() + missing, wanted)
                    .orElseGet(() -> WORDS.in(language, operand.get().name(), wanted));
        }
        return WORDS.find(language, reason.code(), reason.wanted(), reason.observed())
                .orElseGet(() -> WORDS.in(language, "other", reason.code()));
    }
}
