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

/** EDC's transformers, except that policies are read strictly and keep their {@code profile} when they are written. */
final class ProfileTransformers implements TypeTransformerRegistry {

    private final TypeTransformerRegistry stock;
    private final Map<String, TypeTransformerRegistry> contexts = new ConcurrentHashMap<>();

    ProfileTransformers(TypeTransformerRegistry stock) {
        this.stock = stock;
    }

    @Override
    public void register(TypeTransformer<?, ?> transformer) {
        stock.register(decorated(transformer));
    }

    @SuppressWarnings("unchecked")
    private static TypeTransformer<?, ?> decorated(TypeTransformer<?, ?> transformer) {
        if (transforms(transformer, JsonObject.class, Policy.class)) {
            return new StrictPolicyTransformer();
        }
        return transforms(transformer, Policy.class, JsonObject.class)
                ? new WithProfile((TypeTransformer<Policy, JsonObject>) transformer)
                : transformer;
    }

    private static boolean transforms(TypeTransformer<?, ?> transformer, Class<?> from, Class<?> to) {
        return transformer.getInputType().equals(from)
                && transformer.getOutputType().equals(to);
    }

    @Override
    public TypeTransformerRegistry forContext(String context) {
        return contexts.computeIfAbsent(context, name -> new ProfileTransformers(stock.forContext(name)));
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
