// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.outbound;

import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractOfferMessage;
import org.eclipse.edc.protocol.dsp.http.spi.dispatcher.DspHttpRemoteMessageDispatcher;
import org.eclipse.edc.protocol.dsp.http.spi.dispatcher.DspRequestBasePathProvider;
import org.eclipse.edc.protocol.dsp.http.spi.dispatcher.response.DspHttpResponseBodyExtractor;
import org.eclipse.edc.protocol.dsp.http.spi.serialization.JsonLdRemoteMessageSerializer;
import org.eclipse.edc.runtime.metamodel.annotation.Extension;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.spi.system.ServiceExtension;

/** Sends counter-offers as EDC does, and takes the answer that DSP gives to them. */
@Extension("Sluis: counter-offers")
public final class CounterOffersExtension implements ServiceExtension {

    private static final MediaType JSON = MediaType.get("application/json");

    @Inject
    private DspHttpRemoteMessageDispatcher dispatcher;

    @Inject
    private JsonLdRemoteMessageSerializer serializer;

    @Inject
    private DspRequestBasePathProvider paths;

    /** After every extension is initialised, so that this way is the last one registered, and before anything is sent. */
    @Override
    public void prepare() {
        dispatcher.registerMessage(ContractOfferMessage.class, this::request, DspHttpResponseBodyExtractor.NOOP);
    }

    private Request request(ContractOfferMessage offer) {
        return new Request.Builder()
                .url(paths.provideBasePath(offer) + "/negotiations/" + offer.getProcessId() + "/offers")
                .post(RequestBody.create(serializer.serialize(offer), JSON))
                .build();
    }
}
