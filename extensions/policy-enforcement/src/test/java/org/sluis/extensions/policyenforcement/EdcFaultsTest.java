// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.edc.connector.controlplane.catalog.spi.policy.CatalogPolicyContext;
import org.eclipse.edc.connector.controlplane.contract.policy.PolicyEquality;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreement;
import org.eclipse.edc.connector.controlplane.contract.spi.types.offer.ContractOffer;
import org.eclipse.edc.connector.controlplane.contract.validation.ContractValidationServiceImpl;
import org.eclipse.edc.connector.controlplane.transform.odrl.OdrlTransformersFactory;
import org.eclipse.edc.connector.controlplane.transform.odrl.from.JsonObjectFromPolicyTransformer;
import org.eclipse.edc.json.JacksonTypeManager;
import org.eclipse.edc.jsonld.TitaniumJsonLd;
import org.eclipse.edc.jsonld.util.JacksonJsonLd;
import org.eclipse.edc.participant.spi.ParticipantAgent;
import org.eclipse.edc.participant.spi.ParticipantIdMapper;
import org.eclipse.edc.policy.engine.PolicyEngineImpl;
import org.eclipse.edc.policy.engine.RuleBindingRegistryImpl;
import org.eclipse.edc.policy.engine.ScopeFilter;
import org.eclipse.edc.policy.engine.spi.PolicyEngine;
import org.eclipse.edc.policy.engine.validation.RuleValidator;
import org.eclipse.edc.policy.model.Action;
import org.eclipse.edc.policy.model.AndConstraint;
import org.eclipse.edc.policy.model.AtomicConstraint;
import org.eclipse.edc.policy.model.Constraint;
import org.eclipse.edc.policy.model.Duty;
import org.eclipse.edc.policy.model.LiteralExpression;
import org.eclipse.edc.policy.model.Operator;
import org.eclipse.edc.policy.model.Permission;
import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.policy.model.Prohibition;
import org.eclipse.edc.spi.monitor.Monitor;
import org.eclipse.edc.transform.TypeTransformerRegistryImpl;
import org.eclipse.edc.transform.spi.TypeTransformerRegistry;
import org.eclipse.edc.transform.transformer.edc.to.JsonValueToGenericTypeTransformer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluis.extensions.policyenforcement.PolicyDecisions.Case;
import org.sluis.policies.decision.Code;
import org.sluis.policies.decision.CompiledPolicy;
import org.sluis.policies.decision.Decider;
import org.sluis.policies.decision.Decision;
import org.sluis.policies.decision.Facts;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.decision.Facts.FirstUse;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.decision.Request;
import org.sluis.policies.odrl.LeftOperand;
import org.sluis.policies.odrl.Mechanism;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.Reading;
import org.sluis.policies.odrl.Term;
import org.sluis.policies.testkit.InMemoryDecisions;
import org.sluis.policies.usage.Capabilities;
import org.sluis.policies.usage.Partners;
import org.sluis.policies.usage.PartyCredentials;

/** EDC 0.15.1 does wrong what the first assertion of each test shows; we do it right. */
class EdcFaultsTest {

    private static final String SCOPE = CatalogPolicyContext.CATALOG_SCOPE;
    private static final String USE = Term.ODRL + "use";
    private static final String RECIPIENT = LeftOperand.RECIPIENT.iri();

    private static final String DELETING =
            "\"odrl:permission\":[{\"odrl:action\":\"odrl:use\"}],\"odrl:obligation\":[{\"odrl:action\":\"odrl:delete\"}]";
    private static final String INFORMING = "\"odrl:permission\":[{\"odrl:action\":\"odrl:use\","
            + "\"odrl:duty\":[{\"odrl:action\":\"odrl:inform\"}]}]";

    private RuleBindingRegistryImpl bindings;
    private PolicyEngineImpl edc;

    @BeforeEach
    void stockEngine() {
        bindings = new RuleBindingRegistryImpl();
        bindings.bind(USE, SCOPE);
        edc = new PolicyEngineImpl(new ScopeFilter(bindings), new RuleValidator(bindings));
    }

    private boolean edcAllows(Policy policy) {
        var agent = new ParticipantAgent("did:web:b", Map.of(), Map.of());
        return edc.evaluate(policy, new CatalogPolicyContext(agent)).succeeded();
    }

    private static boolean weAllow(Policy policy) {
        return weAllow(policy, Moment.CATALOG);
    }

    private static boolean weAllow(Policy policy, Moment moment) {
        var clock = Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);
        return new PolicyDecisions(new InMemoryDecisions(), new Partners(List.of()), PartyCredentials.none(), clock)
                .decide(new Case(moment, Optional.of("did:web:b"), Optional.empty()), policy)
                .allows();
    }

    private static Constraint atomic(String left, Operator operator, Object right) {
        return AtomicConstraint.Builder.newInstance()
                .leftExpression(new LiteralExpression(left))
                .operator(operator)
                .rightExpression(new LiteralExpression(right))
                .build();
    }

    private static Permission permission(String action, Constraint... constraints) {
        return Permission.Builder.newInstance()
                .action(Action.Builder.newInstance().type(action).build())
                .constraints(List.of(constraints))
                .build();
    }

    private static Prohibition prohibition(Constraint... constraints) {
        return Prohibition.Builder.newInstance()
                .action(Action.Builder.newInstance().type(USE).build())
                .constraints(List.of(constraints))
                .build();
    }

    private static Policy permitting(Permission... permissions) {
        return Policy.Builder.newInstance().permissions(List.of(permissions)).build();
    }

    @Test
    void anUnboundOperandIsDroppedAndThePermissionPasses() {
        Policy policy = permitting(permission(USE, atomic(RECIPIENT, Operator.EQ, "did:web:other")));

        assertThat(edcAllows(policy)).isTrue();
        assertThat(weAllow(policy)).isFalse();
    }

    @Test
    void anUnboundActionDropsTheRuleAndAnEmptyPolicyAllows() {
        Policy distribute = permitting(permission(Term.ODRL + "distribute"));
        Policy empty = permitting();

        assertThat(edcAllows(distribute)).isTrue();
        assertThat(edcAllows(empty)).isTrue();
        assertThat(weAllow(distribute)).isFalse();
        assertThat(weAllow(empty)).isFalse();
    }

    @Test
    void aBoundOperandWithoutAFunctionAllowsOnNeqAndThrowsOnLt() {
        bindings.bind(RECIPIENT, SCOPE);
        bindings.bind(Term.ODRL + "dateTime", SCOPE);
        Policy neq = permitting(permission(USE, atomic(RECIPIENT, Operator.NEQ, "did:web:b")));
        Policy lt = permitting(permission(USE, atomic(Term.ODRL + "dateTime", Operator.LT, "2020-01-01T00:00:00Z")));

        assertThat(edcAllows(neq)).isTrue();
        assertThatThrownBy(() -> edcAllows(lt)).isInstanceOf(NullPointerException.class);
        assertThat(weAllow(neq)).isFalse();
        assertThat(weAllow(lt)).isFalse();
    }

    @Test
    void anUnconditionalProhibitionDoesNothing() {
        Policy policy = permitting(permission(USE)).toBuilder()
                .prohibition(prohibition())
                .build();

        assertThat(edcAllows(policy)).isTrue();
        assertThat(weAllow(policy)).isFalse();
    }

    @Test
    void aProhibitionFiresOnAnyInsteadOfAllItsConstraints() {
        String left = RECIPIENT;
        bindings.bind(left, SCOPE);
        edc.registerFunction(
                CatalogPolicyContext.class,
                Prohibition.class,
                left,
                (operator, right, rule, context) ->
                        context.participantAgent().getIdentity().equals(right));
        Policy policy = permitting(permission(USE)).toBuilder()
                .prohibition(
                        prohibition(atomic(left, Operator.EQ, "did:web:b"), atomic(left, Operator.EQ, "did:web:other")))
                .build();

        assertThat(edcAllows(policy)).isFalse();
        assertThat(weAllow(policy)).isTrue();
    }

    @Test
    void theActionThatIsAskedForIsNoInput() {
        String display = Term.ODRL + "display";
        bindings.bind(display, SCOPE);
        Policy policy = permitting(permission(display));

        assertThat(edcAllows(policy)).isTrue();
        assertThat(weAllow(policy)).isFalse();
    }

    @Test
    void anObligationWhoseActionNobodyBoundIsDropped() {
        Duty delete = Duty.Builder.newInstance()
                .action(Action.Builder.newInstance().type(Term.ODRL + "delete").build())
                .build();
        AtomicBoolean asked = new AtomicBoolean();
        edc.registerFunction(CatalogPolicyContext.class, Duty.class, (duty, context) -> {
            asked.set(true);
            return false;
        });
        Policy policy = permitting(permission(USE)).toBuilder().duty(delete).build();

        assertThat(edcAllows(policy)).isTrue();
        assertThat(asked).isFalse();
        assertThat(decided("").allows()).isTrue();
        assertThat(decided("violated").reasons())
                .singleElement()
                .satisfies(reason -> assertThat(reason.code()).isEqualTo(Code.OBLIGATION_VIOLATED));
    }

    /** Its constraints are looked at, as if they were conditions of the permission; whether it was done, nobody is asked. */
    @Test
    void theDutyOfAPermissionIsNeverEvaluated() {
        String inform = Term.ODRL + "inform";
        bindings.bind(inform, SCOPE);
        AtomicBoolean asked = new AtomicBoolean();
        edc.registerFunction(CatalogPolicyContext.class, Duty.class, (duty, context) -> {
            asked.set(true);
            return false;
        });
        Policy policy = permitting(Permission.Builder.newInstance()
                .action(Action.Builder.newInstance().type(USE).build())
                .duty(Duty.Builder.newInstance()
                        .action(Action.Builder.newInstance().type(inform).build())
                        .build())
                .build());

        assertThat(edcAllows(policy)).isTrue();
        assertThat(asked).isFalse();
        assertThat(decided(INFORMING, "odrl:inform", "fulfilled").allows()).isTrue();
        assertThat(decided(INFORMING, "odrl:inform", "violated").reasons())
                .singleElement()
                .satisfies(reason -> assertThat(reason.code()).isEqualTo(Code.DUTY_VIOLATED));
    }

    /** What it agreed to is compared with what it asked for, and with nothing else. */
    @Test
    void theConsumerEvaluatesNothing() {
        PolicyEngine engine = (PolicyEngine) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {PolicyEngine.class}, (proxy, method, arguments) -> {
                    throw new AssertionError("the consumer looked at a policy");
                });
        var consumer = new ContractValidationServiceImpl(null, engine, new PolicyEquality(new JacksonTypeManager()));
        Policy policy = permitting(permission(USE)).toBuilder()
                .target("urn:d")
                .duty(Duty.Builder.newInstance()
                        .action(Action.Builder.newInstance()
                                .type(Term.ODRL + "delete")
                                .build())
                        .build())
                .build();
        var offered = ContractOffer.Builder.newInstance()
                .id("offer")
                .assetId("urn:d")
                .policy(policy)
                .build();
        var agreed = ContractAgreement.Builder.newInstance()
                .providerId("did:web:maker")
                .consumerId("did:web:b")
                .assetId("urn:d")
                .policy(policy)
                .build();

        assertThat(consumer.validateConfirmed(
                                new ParticipantAgent("did:web:maker", Map.of(), Map.of()), agreed, offered)
                        .succeeded())
                .isTrue();

        var ours = Capabilities.of(EnumSet.range(Mechanism.DECISIONS, Mechanism.POLICY_LOG));
        var read = (Reading.Valid) PolicyReader.read(EdcPolicyJson.of(policy));
        assertThat(ours.lacking(read.policy()))
                .as("duties that nothing here keeps: such an agreement is terminated, see ApprovalTest")
                .singleElement()
                .satisfies(clause -> assertThat(clause.pointer()).isEqualTo("/obligation/0"));
    }

    /** At a release under an agreement with an obligation in this state. */
    private static Decision decided(String state) {
        return decided(DELETING, "odrl:delete", state);
    }

    private static Decision decided(String rules, String duty, String state) {
        var agreed = (Reading.Valid) PolicyReader.read("""
            {"@type":"odrl:Agreement","odrl:target":"urn:d","odrl:assigner":"did:web:a","odrl:assignee":"did:web:b",
             %s}\
            """.formatted(rules));
        var request = new Request(
                Moment.RELEASE,
                USE,
                Optional.of("urn:d"),
                Optional.of("did:web:b"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Instant.parse("2026-11-21T10:00:00Z"));
        var facts = new Facts(
                Optional.of(AgreementState.ACTIVE),
                Optional.of(Instant.EPOCH),
                FirstUse.never(),
                Facts.Uses.unknown(),
                List.of(),
                state.isEmpty() ? Map.of() : Map.of(Term.full(duty), state),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return Decider.decide(CompiledPolicy.of(agreed.policy()), request, facts);
    }

    @Test
    void aSecondFunctionForTheSameOperandReplacesTheFirstAndNobodyIsTold() {
        bindings.bind(RECIPIENT, SCOPE);
        edc.registerFunction(
                CatalogPolicyContext.class, Permission.class, RECIPIENT, (operator, right, rule, context) -> false);
        edc.registerFunction(
                CatalogPolicyContext.class, Permission.class, RECIPIENT, (operator, right, rule, context) -> true);
        Policy policy = permitting(permission(USE, atomic(RECIPIENT, Operator.EQ, "did:web:other")));

        assertThat(edcAllows(policy)).isTrue();
        assertThat(weAllow(policy)).isFalse();
    }

    @Test
    void allPermissionsMustHold() {
        bindings.bind(RECIPIENT, SCOPE);
        edc.registerFunction(
                CatalogPolicyContext.class,
                Permission.class,
                RECIPIENT,
                (operator, right, rule, context) ->
                        context.participantAgent().getIdentity().equals(right));
        Policy policy = permitting(
                permission(USE, atomic(RECIPIENT, Operator.EQ, "did:web:b")),
                permission(USE, atomic(RECIPIENT, Operator.EQ, "did:web:other")));

        assertThat(edcAllows(policy)).isFalse();
        assertThat(weAllow(policy)).isTrue();
    }

    @Test
    void aRefinementIsNeverEvaluated() {
        Policy policy = permitting(Permission.Builder.newInstance()
                .action(Action.Builder.newInstance()
                        .type(USE)
                        .constraint(atomic(RECIPIENT, Operator.EQ, "did:web:other"))
                        .build())
                .build());

        assertThat(edcAllows(policy)).isTrue();
        assertThat(weAllow(policy)).isFalse();
    }

    @Test
    void inForceDateIsNotCheckedAtNegotiation() {
        Policy policy = permitting(permission(
                USE, atomic("https://w3id.org/edc/v0.0.1/ns/inForceDate", Operator.LEQ, "2020-01-01T00:00:00Z")));
        Policy ours = permitting(permission(USE, atomic(Term.ODRL + "dateTime", Operator.LEQ, "2020-01-01T00:00:00Z")));

        assertThat(edcAllows(policy)).isTrue();
        assertThat(weAllow(policy, Moment.NEGOTIATION)).isFalse();
        assertThat(weAllow(ours, Moment.NEGOTIATION)).isFalse();
    }

    @Test
    void deepNestingOverflowsTheStack() {
        Constraint constraint = atomic(RECIPIENT, Operator.EQ, "did:web:b");
        for (int i = 0; i < 100_000; i++) {
            constraint =
                    AndConstraint.Builder.newInstance().constraint(constraint).build();
        }
        Policy policy = permitting(permission(USE, constraint));

        assertThatThrownBy(() -> edcAllows(policy)).isInstanceOf(StackOverflowError.class);
        assertThat(weAllow(policy)).isFalse();
    }

    /** EDC expands a body as JSON-LD when it arrives; only the service that is called with what comes out of it looks at the token. */
    @Test
    void deepNestingOverflowsTheStackBeforeATokenIsLookedAt() throws Exception {
        var body = "{\"@context\":{\"@vocab\":\"https://example.com/\"},\"a\":" + "[{\"a\":".repeat(490) + "1"
                + "}]".repeat(490) + "}";
        var read = JacksonJsonLd.createObjectMapper().readValue(body, JsonObject.class);
        var thrown = new AtomicReference<Throwable>();

        // As much stack as the threads of many servers have.
        var thread = new Thread(null, () -> new TitaniumJsonLd(new Monitor() {}).expand(read), "expands", 512 << 10);
        thread.setUncaughtExceptionHandler((unused, error) -> thrown.set(error));
        thread.start();
        thread.join();

        assertThat(thrown.get()).isInstanceOf(StackOverflowError.class);
        assertThatThrownBy(() -> StrictJson.read(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(StrictJson.RefusedException.class)
                .hasMessageContaining("levels");
    }

    private static TypeTransformerRegistry transformers(TypeTransformerRegistry registry) {
        ParticipantIdMapper same = new ParticipantIdMapper() {
            @Override
            public String toIri(String id) {
                return id;
            }

            @Override
            public String fromIri(String iri) {
                return iri;
            }
        };
        OdrlTransformersFactory.jsonObjectToOdrlTransformers(same).forEach(registry::register);
        registry.register(new JsonObjectFromPolicyTransformer(Json.createBuilderFactory(Map.of()), same));
        registry.register(new org.eclipse.edc.connector.controlplane.transform.edc.to.JsonObjectToAssetTransformer());
        return registry;
    }

    private static TypeTransformerRegistry stock() {
        return transformers(new TypeTransformerRegistryImpl());
    }

    private static TypeTransformerRegistry ours() {
        return transformers(new ProfileTransformers(new TypeTransformerRegistryImpl()));
    }

    private static JsonObject expanded(String constraintMembers, String ruleMembers) {
        String json = """
            {"@type":["o:Set"],"o:permission":[{"o:action":[{"@id":"o:use"}]%s,
             "o:constraint":[{%s}]}]}
            """.formatted(ruleMembers, constraintMembers).replace("o:", Term.ODRL);
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    private static final String ATOMIC = """
        "o:leftOperand":[{"@id":"o:recipient"}],"o:operator":[{"@id":"o:eq"}],
        "o:rightOperand":[{"@value":"did:web:b"}]\
        """;

    @Test
    void theTargetOfARuleAUnitAndADataTypeAreLostWhenEdcReads() {
        JsonObject target = expanded(ATOMIC, ",\"o:target\":[{\"@id\":\"urn:only-this\"}]");
        JsonObject unit = expanded(ATOMIC + ",\"o:unit\":[{\"@id\":\"o:percent\"}]", "");
        JsonObject dataType = expanded(ATOMIC + ",\"o:dataType\":[{\"@id\":\"o:integer\"}]", "");

        assertThat(stock().transform(target, Policy.class).succeeded()).isTrue();
        assertThat(stock().transform(unit, Policy.class).succeeded()).isTrue();
        assertThat(stock().transform(dataType, Policy.class).succeeded()).isTrue();
        assertThat(ours().transform(target, Policy.class).getFailureDetail()).contains("target");
        assertThat(ours().transform(unit, Policy.class).getFailureDetail()).contains("unit");
        assertThat(ours().transform(dataType, Policy.class).getFailureDetail()).contains("dataType");
    }

    @ParameterizedTest
    @ValueSource(strings = {"perm", "prohibit", "invalid"})
    void howConflictsAreToBeSettledIsLostWhenEdcWrites(String strategy) {
        JsonObject conflict = Json.createObjectBuilder(expanded(ATOMIC, ""))
                .add(
                        Term.ODRL + "conflict",
                        Json.createArrayBuilder().add(Json.createObjectBuilder().add("@id", Term.ODRL + strategy)))
                .build();

        var stock = stock();
        stock.register(new JsonValueToGenericTypeTransformer(new JacksonTypeManager(), "default"));
        var read = stock.transform(conflict, Policy.class).getContent();

        assertThat(read.getExtensibleProperties()).containsKey(Term.ODRL + "conflict");
        assertThat(stock.transform(read, JsonObject.class).getContent()).doesNotContainKey(Term.ODRL + "conflict");
        assertThat(ours().transform(conflict, Policy.class).getFailureDetail()).contains("conflict");
        assertThat(PolicyReader.read("{\"odrl:conflict\":\"odrl:" + strategy + "\",\"odrl:permission\":[]}"))
                .isInstanceOfSatisfying(
                        Reading.Refused.class,
                        refused -> assertThat(refused.problems()).anySatisfy(problem -> {
                            assertThat(problem.pointer()).isEqualTo("/odrl:conflict");
                            assertThat(problem.code()).isEqualTo("unknown-key");
                        }));
    }

    @Test
    void oneOfAndAndOrIsTakenAtRandom() {
        JsonObject both = expanded("\"o:and\":[{" + ATOMIC + "}],\"o:or\":[{" + ATOMIC + "}]", "");

        assertThat(stock().transform(both, Policy.class).succeeded()).isTrue();
        assertThat(ours().transform(both, Policy.class).getFailureDetail()).contains("exactly one");
    }

    @Test
    void theProfileIsNotSent() {
        Policy policy = permitting(permission(USE)).toBuilder()
                .profiles(List.of("urn:profile"))
                .build();

        assertThat(stock().transform(policy, JsonObject.class).getContent()).doesNotContainKey(Term.ODRL + "profile");
        assertThat(ours().transform(policy, JsonObject.class).getContent()).containsKey(Term.ODRL + "profile");
    }

    @Test
    void listsAndReferencesBecomeText() {
        JsonObject list =
                expanded(ATOMIC.replace("[{\"@value\":\"did:web:b\"}]", "[{\"@value\":\"a\"},{\"@value\":\"b\"}]"), "");
        JsonObject reference = expanded(ATOMIC.replace("@value", "@id"), "");

        assertThat(stock().transform(stock().transform(list, Policy.class).getContent(), JsonObject.class)
                        .getContent()
                        .toString())
                .contains("\\\"@value\\\"");
        assertThat(stock().transform(stock().transform(reference, Policy.class).getContent(), JsonObject.class)
                        .getContent()
                        .toString())
                .contains("\\\"@id\\\"");
        assertThat(ours().transform(list, Policy.class).failed()).isTrue();
        assertThat(ours().transform(reference, Policy.class).getContent().getPermissions())
                .first()
                .satisfies(permission -> assertThat(
                                ((AtomicConstraint) permission.getConstraints().get(0)).getRightExpression())
                        .isEqualTo(new LiteralExpression("did:web:b")));
    }
}
