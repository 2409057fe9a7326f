// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DisclosureTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Shape ORDERS = new Shape(
            Set.of("customer.number", "customer.name", "item", "eta", "etaPrecision", "asOf", "quantity.good"),
            "customer.number",
            "asOf",
            "eta",
            Optional.empty(),
            Set.of("eta"),
            Set.of("quantity.good"));
    private static final Shape FORECASTS = new Shape(
            Set.of(
                    "customer.number",
                    "item",
                    "asOf",
                    "buckets.start",
                    "buckets.end",
                    "buckets.quantity",
                    "buckets.firmness"),
            "customer.number",
            "asOf",
            "buckets.start",
            Optional.of("buckets"),
            Set.of(),
            Set.of("buckets.quantity"));
    private static final Asker FIRST = Asker.of("did:web:first.example", List.of("1"));

    private static JsonNode json(String text) throws Exception {
        return JSON.readTree(text.replace('\'', '"'));
    }

    private static JsonNode orders() throws Exception {
        return json("{'secret':1,'rows':["
                + "{'customer':{'number':'1','name':'A'},'item':'x','eta':'2026-11-19','asOf':'2026-11-18','quantity':{'good':14.50}},"
                + "{'customer':{'number':'2','name':'B'},'item':'y','eta':'2026-11-19','asOf':'2026-11-18','quantity':{'good':7}},"
                + "{'customer':{'number':'1','name':'A'},'item':'z','eta':'2026-11-30','asOf':'2026-11-18','quantity':{'good':5}},"
                + "{'customer':{'number':'1','name':'A'},'item':'late','eta':'2026-10-01','asOf':'2026-11-18'},"
                + "{'customer':{'number':'1','name':'A'},'item':'unplanned','asOf':'2026-11-18'},"
                + "{'item':'ownerless','eta':'2026-11-19','asOf':'2026-11-18'}]}");
    }

    private static JsonNode forecasts() throws Exception {
        return json("{'rows':[{'customer':{'number':'1'},'item':'x','asOf':'2026-11-18','buckets':["
                + "{'start':'2026-11-09','end':'2026-11-15','quantity':1,'firmness':'firm'},"
                + "{'start':'2026-11-16','end':'2026-11-22','quantity':2,'firmness':'firm'},"
                + "{'start':'2026-11-23','end':'2026-11-29','quantity':4,'firmness':'plan'},"
                + "{'start':'2026-11-30','end':'2026-12-06','quantity':8,'firmness':'plan'}]},"
                + "{'customer':{'number':'2'},'item':'x','asOf':'2026-11-18','buckets':["
                + "{'start':'2026-11-16','end':'2026-11-22','quantity':3,'firmness':'plan'}]}]}");
    }

    private static JsonNode rows(String written, JsonNode product, Asker asker, Shape shape) throws Exception {
        var disclosed =
                Disclosure.parse("disclosures.yaml", "d", json(written), shape).apply(product, asker, shape);
        return ((Disclosed.Rows) disclosed).rows();
    }

    @Test
    void givesAParticipantItsOwnRowsOnly() throws Exception {
        assertThat(rows("{'rows':'own'}", orders(), FIRST, ORDERS).findValuesAsText("item"))
                .containsExactly("x", "z", "late", "unplanned");
    }

    @Test
    void givesNothingButRowsToAStrangerToTheData() throws Exception {
        var stranger = Asker.of("did:web:stranger.example", List.of("77"));

        assertThat(rows("{'rows':'own'}", orders(), stranger, ORDERS)).isEmpty();
    }

    @Test
    void refusesOwnRowsToAParticipantWithoutACustomerNumber() throws Exception {
        var nobody = Asker.of("did:web:nobody.example", List.of(" ", ""));

        var disclosed =
                Disclosure.parse("f", "d", json("{'rows':'own'}"), ORDERS).apply(orders(), nobody, ORDERS);

        assertThat(disclosed).isInstanceOf(Disclosed.Refused.class);
    }

    @Test
    void takesEveryNumberOfAParticipant() throws Exception {
        var both = Asker.of("did:web:both.example", List.of("1", " 2 "));

        assertThat(rows("{'rows':'own'}", orders(), both, ORDERS)).hasSize(5);
    }

    @Test
    void keepsListedFieldsOnly() throws Exception {
        assertThat(rows("{'rows':'own','fields':['item','customer.name']}", orders(), FIRST, ORDERS)
                        .get(0))
                .isEqualTo(json("{'customer':{'name':'A'},'item':'x'}"));
    }

    @Test
    void cutsOrdersBeyondTheHorizonAndThoseWithoutADate() throws Exception {
        assertThat(rows("{'rows':'own','horizon':1}", orders(), FIRST, ORDERS).findValuesAsText("item"))
                .containsExactly("x", "late");
        assertThat(rows("{'rows':'own','horizon':2}", orders(), FIRST, ORDERS).findValuesAsText("item"))
                .containsExactly("x", "late");
        assertThat(rows("{'rows':'own','horizon':3}", orders(), FIRST, ORDERS).findValuesAsText("item"))
                .containsExactly("x", "z", "late");
    }

    @Test
    void keepsThePeriodsOfTheNextWeeksOnly() throws Exception {
        assertThat(rows("{'rows':'own','horizon':2}", forecasts(), FIRST, FORECASTS)
                        .findValuesAsText("start"))
                .containsExactly("2026-11-16", "2026-11-23");
    }

    @Test
    void roundsQuantitiesToAMultiple() throws Exception {
        var rounded = rows("{'rows':'all','round':10}", orders(), FIRST, ORDERS);

        assertThat(rounded.findValues("good")).extracting(JsonNode::asInt).containsExactly(10, 10, 10);
    }

    @Test
    void coarsensDatesToTheMondayOfTheirWeek() throws Exception {
        var row = rows("{'rows':'own','grain':'week'}", orders(), FIRST, ORDERS).get(0);

        assertThat(row.path("eta").asText()).isEqualTo("2026-11-16");
        assertThat(row.path("etaPrecision").asText()).isEqualTo("week");
    }

    @Test
    void mergesRowsWithoutATraceOfTheirOwners() throws Exception {
        var merged = rows("{'rows':'all','merge':'item','horizon':1}", forecasts(), FIRST, FORECASTS);

        assertThat(merged)
                .hasToString("[{\"item\":\"x\",\"buckets\":"
                        + "[{\"start\":\"2026-11-16\",\"end\":\"2026-11-22\",\"quantity\":5}]}]");
    }

    @Test
    void roundsAfterAddingUp() throws Exception {
        var merged = rows("{'rows':'all','merge':'item','horizon':1,'round':5}", forecasts(), FIRST, FORECASTS);

        assertThat(merged.at("/0/buckets/0/quantity").asInt()).isEqualTo(5);
    }

    @Test
    void neverChangesTheProduct() throws Exception {
        var product = forecasts();

        rows("{'rows':'all','horizon':1,'round':100,'grain':'week'}", product, FIRST, FORECASTS)
                .forEach(row -> ((ObjectNode) row).removeAll());

        assertThat(product).isEqualTo(forecasts());
    }

    @Test
    void keepsTheDecimalsOfANumber() throws Exception {
        var exact = JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();

        var product = exact.readTree("{\"rows\":[{\"customer\":{\"number\":\"1\"},\"quantity\":{\"good\":34.00}}]}");

        assertThat(exact.writeValueAsString(rows("{'rows':'own'}", product, FIRST, ORDERS)))
                .contains("34.00");
    }

    @Test
    void givesNoRowsOfAProductWithoutRows() throws Exception {
        assertThat(rows("{'rows':'all'}", json("{'rows':7}"), FIRST, ORDERS)).isEmpty();
        assertThat(rows("{'rows':'all'}", json("[]"), FIRST, ORDERS)).isEmpty();
    }
}
