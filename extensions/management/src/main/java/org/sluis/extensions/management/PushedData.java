// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import static org.eclipse.edc.spi.constants.CoreConstants.EDC_NAMESPACE;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.edc.spi.types.domain.DataAddress;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Partner;

/** Has a provider bring data under an agreement, and waits for it. */
final class PushedData {

    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Arrivals arrivals;
    private final Transfers transfers;
    private final ArrivedBody.Place place;

    PushedData(Arrivals arrivals, Transfers transfers, ArrivedBody.Place place) {
        this.arrivals = arrivals;
        this.transfers = transfers;
        this.place = place;
    }

    /** The data, when all of it is here and on record. */
    Response fetch(Agreement agreement, Partner provider, Optional<String> purpose) {
        var arrival = arrivals.expect(agreement);
        var answered = false;
        try {
            var transfer = transfers.push(agreement, provider, destination(arrival, purpose));
            arrival.under(transfer);
            var response = response(await(arrival, transfer, agreement, provider));
            answered = true;
            return response;
        } finally {
            arrivals.close(arrival);
            if (!answered) {
                arrival.taken().ifPresent(taken -> place.drop(taken.file()));
            }
        }
    }

    /** Looks at the transfer first: what it brought came before it ended. */
    private Arrival.Taken await(Arrival arrival, String transfer, Agreement agreement, Partner provider) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        return Waiting.until(LONGEST, () -> {
                    var ended = transfers.ended(transfer, agreement, provider);
                    var taken = arrival.taken();
                    if (taken.isEmpty() && !arrival.isReceiving()) {
                        ended.ifPresent(refusal -> {
                            throw refusal;
                        });
                        requirePatience(transfer, provider, deadline);
                    }
                    return taken;
                })
                .orElseThrow(() -> tooSlow(transfer, provider));
    }

    private void requirePatience(String transfer, Partner provider, long deadline) {
        if (System.nanoTime() > deadline) {
            throw tooSlow(transfer, provider);
        }
    }

    private Refusal tooSlow(String transfer, Partner provider) {
        transfers.giveUp(transfer, "the data was not brought in time");
        return new Refusal(
                504, "Partner too slow", provider.name() + " has not brought the data of transfer " + transfer);
    }

    private static DataAddress destination(Arrival arrival, Optional<String> purpose) {
        var address = DataAddress.Builder.newInstance()
                .type("HttpData")
                .property(EDC_NAMESPACE + "baseUrl", arrival.address().toString())
                .property(EDC_NAMESPACE + "authKey", "Authorization")
                .property(EDC_NAMESPACE + "authCode", arrival.secret());
        purpose.ifPresent(stated -> address.property(EDC_NAMESPACE + "purpose", stated));
        return address.build();
    }

    private Response response(Arrival.Taken taken) {
        var response = Response.ok((StreamingOutput) out -> {
            try {
                Files.copy(taken.file(), out);
            } finally {
                place.drop(taken.file());
            }
        });
        taken.headers().forEach(response::header);
        return response.header("Content-Length", taken.bytes()).build();
    }
}
