// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.edc.connector.controlplane.catalog.spi.policy.CatalogPolicyContext;
import org.eclipse.edc.participant.spi.ParticipantAgent;
import org.eclipse.edc.policy.engine.PolicyEngineImpl;
import org.eclipse.edc.policy.engine.RuleBindingRegistryImpl;
import org.eclipse.edc.policy.engine.ScopeFilter;
import org.eclipse.edc.policy.engine.spi.AtomicConstraintRuleFunction;
import org.eclipse.edc.policy.engine.validation.RuleValidator;
import org.eclipse.edc.policy.model.Action;
import org.eclipse.edc.policy.model.AtomicConstraint;
import org.eclipse.edc.policy.model.Constraint;
import org.eclipse.edc.policy.model.LiteralExpression;
import org.eclipse.edc.policy.model.Operator;
import org.eclipse.edc.policy.model.Permission;
import org.eclipse.edc.policy.model.Policy;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.sluis.policies.decision.CompiledPolicy;
import org.sluis.policies.decision.Decider;
import org.sluis.policies.decision.Decision;
import org.sluis.policies.decision.Facts;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.decision.Facts.Credential;
import org.sluis.policies.decision.Facts.FirstUse;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.decision.Request;
import org.sluis.policies.odrl.LeftOperand;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.Reading;
import org.sluis.policies.odrl.Term;

/**
 * One decision on a compiled policy of five constraints, all of which hold, and EDC's engine on the same five with functions that do
 * as little as they can. The facts are at hand in both.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DecisionBenchmark {

    private static final String USE = Term.ODRL + "use";
    private static final String BUYER = "did:web:buyer.example";
    private static final String PURPOSE = "https://w3id.org/sluis/policy/1/purpose/delivery-follow-up";
    private static final String AUTHORITY = "did:web:authority.example";
    private static final String END = "2027-01-01T00:00:00Z";
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final long USED = 41;

    private final CompiledPolicy compiled = compiled();
    private final Request request = new Request(
            Moment.RELEASE,
            USE,
            Optional.of("urn:d"),
            Optional.of(BUYER),
            Optional.of(PURPOSE),
            Optional.empty(),
            Optional.of("NL"),
            NOW);
    private final Facts facts = new Facts(
            Optional.of(AgreementState.ACTIVE),
            Optional.of(NOW.minusSeconds(86_400)),
            FirstUse.never(),
            (rule, window) -> Optional.of(USED),
            List.of(new Credential("MembershipCredential", AUTHORITY, Map.of("status", "active"))),
            Map.of(),
            Optional.empty(),
            Optional.of(0L),
            Optional.empty());

    private final PolicyEngineImpl edc = edc();
    private final Policy edcPolicy = edcPolicy();
    private final CatalogPolicyContext context = new CatalogPolicyContext(
            new ParticipantAgent(BUYER, Map.of("purpose", PURPOSE), Map.of("authority", AUTHORITY)));

    @Benchmark
    public Decision decision() {
        return Decider.decide(compiled, request, facts);
    }

    @Benchmark
    public Object engineOfEdc() {
        return edc.evaluate(edcPolicy, context);
    }

    private static CompiledPolicy compiled() {
        var reading = PolicyReader.read("""
                {"@type": "Agreement", "target": "urn:d", "assigner": "did:web:maker.example", "assignee": "%s",
                 "permission": [{"action": "use", "constraint": [
                    {"leftOperand": "odrl:recipient", "operator": "eq", "rightOperand": "%s"},
                    {"leftOperand": "odrl:purpose", "operator": "eq", "rightOperand": "%s"},
                    {"leftOperand": "odrl:dateTime", "operator": "lt", "rightOperand": "%s"},
                    {"leftOperand": "sluis:membership", "operator": "eq", "rightOperand": "%s"},
                    {"leftOperand": "odrl:count", "operator": "lteq", "rightOperand": "100"}]}]}
                """.formatted(BUYER, BUYER, PURPOSE, END, AUTHORITY));
        return CompiledPolicy.of(((Reading.Valid) reading).policy());
    }

    private static PolicyEngineImpl edc() {
        var bindings = new RuleBindingRegistryImpl();
        bindings.bind(USE, CatalogPolicyContext.CATALOG_SCOPE);
        var engine = new PolicyEngineImpl(new ScopeFilter(bindings), new RuleValidator(bindings));
        bind(
                bindings,
                engine,
                LeftOperand.RECIPIENT,
                (operator, right, rule, asked) ->
                        asked.participantAgent().getIdentity().equals(right));
        bind(
                bindings,
                engine,
                LeftOperand.PURPOSE,
                (operator, right, rule, asked) ->
                        right.equals(asked.participantAgent().getClaims().get("purpose")));
        bind(
                bindings,
                engine,
                LeftOperand.DATE_TIME,
                (operator, right, rule, asked) -> NOW.isBefore(Instant.parse((String) right)));
        bind(
                bindings,
                engine,
                LeftOperand.MEMBERSHIP,
                (operator, right, rule, asked) ->
                        right.equals(asked.participantAgent().getAttributes().get("authority")));
        bind(
                bindings,
                engine,
                LeftOperand.COUNT,
                (operator, right, rule, asked) -> USED + 1 <= Long.parseLong((String) right));
        return engine;
    }

    private static void bind(
            RuleBindingRegistryImpl bindings,
            PolicyEngineImpl engine,
            LeftOperand operand,
            AtomicConstraintRuleFunction<Permission, CatalogPolicyContext> function) {
        bindings.bind(operand.iri(), CatalogPolicyContext.CATALOG_SCOPE);
        engine.registerFunction(CatalogPolicyContext.class, Permission.class, operand.iri(), function);
    }

    private static Policy edcPolicy() {
        var permission = Permission.Builder.newInstance()
                .action(Action.Builder.newInstance().type(USE).build())
                .constraints(List.of(
                        constraint(LeftOperand.RECIPIENT, Operator.EQ, BUYER),
                        constraint(LeftOperand.PURPOSE, Operator.EQ, PURPOSE),
                        constraint(LeftOperand.DATE_TIME, Operator.LT, END),
                        constraint(LeftOperand.MEMBERSHIP, Operator.EQ, AUTHORITY),
                        constraint(LeftOperand.COUNT, Operator.LEQ, "100")))
                .build();
        return Policy.Builder.newInstance().permission(permission).build();
    }

    private static Constraint constraint(LeftOperand left, Operator operator, String right) {
        return AtomicConstraint.Builder.newInstance()
                .leftExpression(new LiteralExpression(left.iri()))
                .operator(operator)
                .rightExpression(new LiteralExpression(right))
                .build();
    }

    /** Prints {@code what|median|99th percentile} in microseconds. */
    public static void main(String[] arguments) throws RunnerException {
        var trial = new DecisionBenchmark();
        if (!trial.decision().allows()
                || !trial.edc.evaluate(trial.edcPolicy, trial.context).succeeded()) {
            throw new IllegalStateException("both should allow");
        }
        var options = new OptionsBuilder()
                .include(DecisionBenchmark.class.getName())
                .verbosity(VerboseMode.SILENT)
                .build();
        for (var result : new Runner(options).run()) {
            var times = result.getPrimaryResult().getStatistics();
            System.out.printf(
                    "%s|%.2f|%.2f%n",
                    result.getPrimaryResult().getLabel(), times.getPercentile(50) / 1e3, times.getPercentile(99) / 1e3);
        }
    }
}
