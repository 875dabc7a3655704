package io.irodsingest.orchestrator.plan.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.irodsingest.adminapi.AdminJson;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Triggers and windows as JSON, as the admin endpoint reads them and as Redis keeps them. */
class TriggerFormTest {
    private static final ObjectMapper REDIS = JsonMapper.builder().addModules(new Jdk8Module(), new JavaTimeModule())
            .build();
    private static final ObjectMapper HTTP = AdminJson.strict();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
            "{'at': '2026-12-01T02:00:00Z'}                 | {'at':'2026-12-01T02:00:00Z'}",
            "{'at': '2026-12-01T02:00+02:00'}               | {'at':'2026-12-01T00:00:00Z'}",
            "{'at': '2026-12-01T02:00'}                     | {'at':'2026-12-01T02:00:00Z'}",
            "{'at': '2026-12-01T02:00', 'zone': 'Europe/Berlin'} | {'at':'2026-12-01T02:00:00','zone':'Europe/Berlin','gap':'RUN_AFTER','overlap':'FIRST'}",
            "{'every': 'PT1H'}                              | {'every':'PT1H'}",
            "{'every': 'p1d'}                               | {'every':'PT24H'}",
            "{'every': 3600}                                | {'every':'PT1H'}",
            "{'every': '90'}                                | {'every':'PT1M30S'}",
            "{'every': 1.5}                                 | {'every':'PT1.5S'}",
            "{'every': 'PT1H', 'anchor': '00:05'}           | {'every':'PT1H','anchor':'1970-01-01T00:05:00Z'}",
            "{'every': 'PT1H', 'anchor': '2026-12-01T02:05:00+02:00'} | {'every':'PT1H','anchor':'2026-12-01T00:05:00Z'}",
            "{'cron': ['0 2 * * *']}                        | {'cron':['0 2 * * *'],'zone':'UTC','gap':'RUN_AFTER','overlap':'FIRST'}",
            "{'cron': '@daily'}                             | {'cron':['@daily'],'zone':'UTC','gap':'RUN_AFTER','overlap':'FIRST'}",
            "{'cron': ['0  2 * * mon', '30 4 1 * *'], 'zone': 'Europe/Berlin', 'gap': 'SKIP', 'overlap': 'both'} | {'cron':['0 2 * * mon','30 4 1 * *'],'zone':'Europe/Berlin','gap':'SKIP','overlap':'BOTH'}",
            "{'cron': '0 2 * * *', 'zone': '+02:00'}        | {'cron':['0 2 * * *'],'zone':'+02:00','gap':'RUN_AFTER','overlap':'FIRST'}"})
    void formsAndWhatIsKeptOfThem(String given, String kept) throws Exception {
        for (ObjectMapper json : List.of(REDIS, HTTP)) {
            Trigger trigger = json.readValue(quoted(given), Trigger.class);
            assertThat(json.readTree(json.writeValueAsString(trigger))).isEqualTo(json.readTree(quoted(kept)));
            assertThat(json.readValue(json.writeValueAsString(trigger), Trigger.class)).isEqualTo(trigger);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
            "{}                                | a trigger has exactly one of at, every and cron, not none of them",
            "{'every': 5, 'cron': '@daily'}    | a trigger has exactly one of at, every and cron, not cron and every",
            "{'at': 'tomorrow'}                | at 'tomorrow' is no time: allowed are 2026-12-01T02:00:00Z, and 2026-12-01T02:00 with a zone",
            "{'at': '1969-12-31T00:00:00Z'}    | at '1969-12-31T00:00:00Z' is out of range: years are 1970 to 9999",
            "{'at': '+12026-12-31T00:00'}      | at '+12026-12-31T00:00' is out of range: years are 1970 to 9999",
            "{'at': '2026-12-01T02:00Z', 'zone': 'Europe/Berlin'} | zone does not go with at with an offset: leave one of them out",
            "{'at': '2026-12-01T02:00Z', 'anchor': '00:05'} | anchor does not go with at: leave one of them out",
            "{'every': 0}                      | every 'PT0S' is too short: an interval is at least 1 second",
            "{'every': 'PT0.5S'}               | every 'PT0.5S' is too short: an interval is at least 1 second",
            "{'every': -5}                     | every '-5' is no length of time: allowed are seconds, like 3600, and ISO 8601, like PT1H or P1D; months and years have no fixed length, cron has them",
            "{'every': 'P1M'}                  | every 'P1M' is no length of time: allowed are seconds, like 3600, and ISO 8601, like PT1H or P1D; months and years have no fixed length, cron has them",
            "{'every': 'PT-1H'}                | every 'PT-1H' is too short: an interval is at least 1 second",
            "{'every': 'P4000D'}               | every 'PT96000H' is too long: an interval is at most 3650 days",
            "{'every': 'PT1.00001S'}           | every 'PT1.00001S' is too fine: an interval has whole milliseconds",
            "{'every': 'PT1H', 'zone': 'UTC'}  | zone does not go with every: leave one of them out",
            "{'every': 'PT1H', 'anchor': 'noon'} | anchor 'noon' is no moment: allowed are a time of day in UTC, like 00:05, and ISO 8601 with an offset, like 2026-12-01T02:00:00Z",
            "{'cron': []}                      | cron has no line: give at least one, like \"0 2 * * *\"",
            "{'cron': '0 2 * *'}               | cron line '0 2 * *': it has 4 fields, not 5 (minute, hour, day of month, month, day of week) or 6 (second before them)",
            "{'cron': [null]}                  | cron line '': it has 0 fields, not 5 (minute, hour, day of month, month, day of week) or 6 (second before them)",
            "{'cron': '@daily', 'gap': 'later'} | gap 'later' is unknown: allowed are RUN_AFTER, SKIP",
            "{'cron': '@daily', 'overlap': ''}  | overlap '' is unknown: allowed are FIRST, SECOND, BOTH",
            "{'cron': '@daily', 'anchor': '00:05'} | anchor does not go with cron: leave one of them out",
            "{'cron': '@daily', 'zone': 'Europe/Berln'} | zone 'Europe/Berln' is unknown: did you mean Europe/Berlin?",
            "{'cron': '@daily', 'zone': 'europe/berlin'} | zone 'europe/berlin' is unknown: did you mean Europe/Berlin?",
            "{'cron': '@daily', 'zone': 'Berlin'}  | zone 'Berlin' is unknown: did you mean Europe/Berlin?",
            "{'cron': '@daily', 'zone': 'New York'} | zone 'New York' is unknown: did you mean America/New_York?",
            "{'cron': '@daily', 'zone': 'PST'}     | zone 'PST' is unknown: did you mean America/Los_Angeles?",
            "{'cron': '@daily', 'zone': 'the moon'} | zone 'the moon' is unknown: zones have names like Europe/Berlin or UTC, or offsets like +02:00",
            "{'cron': '@daily', 'zone': ''}        | zone '' is unknown: zones have names like Europe/Berlin or UTC, or offsets like +02:00"})
    void oneClearLine(String given, String message) throws Exception {
        TriggerForm form = HTTP.readValue(quoted(given), TriggerForm.class);
        assertThatThrownBy(form::toTrigger).isInstanceOf(InvalidTriggerException.class).hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'every': true}", "{'every': ['PT1H']}", "{'cron': [[]]}", "{'weekly': 3}", "{'at': 5}"})
    void whatHasNotTheShapeIsNotRead(String given) {
        assertThatThrownBy(() -> HTTP.readValue(quoted(given), TriggerForm.class))
                .isInstanceOf(JsonMappingException.class);
    }

    @Test
    void longTextsAreNotRepeatedInMessages() {
        assertThatThrownBy(() -> Zones.parse("x".repeat(100_000))).isInstanceOf(InvalidTriggerException.class)
                .hasMessageStartingWith("zone '" + "x".repeat(60) + "...' is unknown");
        assertThatThrownBy(() -> Texts.length("every", "y".repeat(100_000))).isInstanceOf(InvalidTriggerException.class)
                .hasMessageStartingWith("every '" + "y".repeat(80) + "...' is no length");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
            "{}                                                    | {}",
            "{'runs': 10}                                          | {'runs':10}",
            "{'first': '2026-12-01T02:00:00+01:00', 'jitter': 30}  | {'first':'2026-12-01T01:00:00Z','jitter':'PT30S'}",
            "{'last': '2027-12-01T02:00:00Z', 'jitter': 'PT0S'}    | {'last':'2027-12-01T02:00:00Z'}"})
    void windows(String given, String kept) throws Exception {
        for (ObjectMapper json : List.of(REDIS, HTTP)) {
            Window window = json.readValue(quoted(given), Window.class);
            assertThat(json.readTree(json.writeValueAsString(window))).isEqualTo(json.readTree(quoted(kept)));
            assertThat(json.readValue(json.writeValueAsString(window), Window.class)).isEqualTo(window);
        }
    }

    /** Reports 232, 247, 249, 259 and 290 of rq-scheduler: the zone is the one that was said, whatever the machine's is. */
    @Test
    void theMachinesZoneDecidesNothing() throws Exception {
        Trigger california = HTTP.readValue(quoted("{'cron': '0 0 * * *', 'zone': 'America/Los_Angeles'}"),
                Trigger.class);
        assertThat(california.next(Instant.parse("2026-11-01T00:00:00Z")))
                .hasValue(Instant.parse("2026-11-01T07:00:00Z"));
        assertThat(california.next(Instant.parse("2026-11-01T07:00:00Z")))
                .hasValue(Instant.parse("2026-11-02T08:00:00Z"));
        Trigger newYork = HTTP.readValue(quoted("{'cron': '0 14 * * *', 'zone': 'America/New_York'}"), Trigger.class);
        assertThat(newYork.next(Instant.parse("2026-04-14T17:00:00Z"))).hasValue(Instant.parse("2026-04-14T18:00:00Z"));
        Trigger unsaid = HTTP.readValue(quoted("{'cron': '0 14 * * *'}"), Trigger.class);
        assertThat(unsaid.next(Instant.parse("2026-04-14T13:00:00Z"))).hasValue(Instant.parse("2026-04-14T14:00:00Z"));
        assertThat(unsaid.form().zone()).hasValue("UTC");
    }

    /** Report 260: each day once, and not again at the same time in UTC. */
    @Test
    void aLocalTimeIsNotDueInUtcAsWell() throws Exception {
        Trigger daily = HTTP.readValue(quoted("{'cron': '1 12 * * *', 'zone': 'Europe/Rome'}"), Trigger.class);
        Instant first = daily.next(Instant.parse("2021-04-08T00:00:00Z")).orElseThrow();
        assertThat(first).isEqualTo(Instant.parse("2021-04-08T10:01:00Z"));
        assertThat(daily.next(first)).hasValue(Instant.parse("2021-04-09T10:01:00Z"));
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }
}
