// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.spi.result.Result;
import org.eclipse.edc.transform.spi.TransformerContext;
import org.eclipse.edc.transform.spi.TypeTransformer;
import org.eclipse.edc.transform.spi.TypeTransformerRegistry;
import org.sluis.policies.odrl.Term;

/** EDC's transformers, except that a policy keeps its {@code profile} when it is written; stock EDC drops it. */
final class ProfileOnTheWire implements TypeTransformerRegistry {

    private final TypeTransformerRegistry stock;
    private final Map<String, TypeTransformerRegistry> contexts = new ConcurrentHashMap<>();

    ProfileOnTheWire(TypeTransformerRegistry stock) {
        this.stock = stock;
    }

    @Override
    public void register(TypeTransformer<?, ?> transformer) {
        stock.register(decorated(transformer));
    }

    @SuppressWarnings("unchecked")
    private static TypeTransformer<?, ?> decorated(TypeTransformer<?, ?> transformer) {
        boolean writesPolicies = transformer.getInputType().equals(Policy.class)
                && transformer.getOutputType().equals(JsonObject.class);
        return writesPolicies ? new WithProfile((TypeTransformer<Policy, JsonObject>) transformer) : transformer;
    }

    @Override
    public TypeTransformerRegistry forContext(String context) {
        return contexts.computeIfAbsent(context, name -> new ProfileOnTheWire(stock.forContext(name)));
    }

    @Override
    public <I, O> TypeTransformer<I, O> transformerFor(I input, Class<O> outputType) {
        return stock.transformerFor(input, outputType);
    }

    @Override
    public <I, O> Result<O> transform(I input, Class<O> outputType) {
        return stock.transform(input, outputType);
    }

    private record WithProfile(TypeTransformer<Policy, JsonObject> stock)
            implements TypeTransformer<Policy, JsonObject> {

        @Override
        public Class<Policy> getInputType() {
            return Policy.class;
        }

        @Override
        public Class<JsonObject> getOutputType() {
            return JsonObject.class;
        }

        @Override
        public JsonObject transform(Policy policy, TransformerContext context) {
            JsonObject written = stock.transform(policy, context);
            if (written == null || policy.getProfiles().isEmpty()) {
                return written;
            }
            JsonArrayBuilder profiles = Json.createArrayBuilder();
            policy.getProfiles()
                    .forEach(profile -> profiles.add(Json.createObjectBuilder().add("@id", profile)));
            return Json.createObjectBuilder(written)
                    .add(Term.ODRL + "profile", profiles)
                    .build();
        }
    }
}
