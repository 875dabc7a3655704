package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.common.metrics.ProcessMetrics;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The queries of the dashboard and the alerts ask for metrics that there are, by labels that they have. */
class MonitoringQueriesTest {
    private static final Path DASHBOARD = Path.of("..", "deploy", "grafana", "irods-ingest.json");
    private static final Path ALERTS = Path.of("..", "deploy", "prometheus", "alerts.yml");
    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern GROUPING = Pattern
            .compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\s*(=~|!~|!=|=)");
    private static final Pattern NAME = Pattern
            .compile("(?<![a-zA-Z0-9_:.$])[a-zA-Z_:][a-zA-Z0-9_:]*(?!\\s*\\()(?![a-zA-Z0-9_:])");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset", "inf", "nan");
    /** Those that Prometheus itself adds. */
    private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance", "le");

    @Test
    void theDashboardAsksForWhatThereIs() throws IOException {
        List<String> queries = new ArrayList<>();
        JsonNode dashboard = new JsonMapper().readTree(DASHBOARD.toFile());
        Set<Integer> ids = new HashSet<>();
        for (JsonNode panel : dashboard.path("panels")) {
            assertThat(ids.add(panel.path("id").intValue())).as("the panel's id is its own").isTrue();
            StreamSupport.stream(panel.path("targets").spliterator(), false)
                    .map(target -> target.path("expr").textValue())
                    .forEach(queries::add);
        }

        assertThat(queries).hasSizeGreaterThan(40).allSatisfy(MonitoringQueriesTest::check);
        assertThat(queries.stream().flatMap(query -> names(query).stream()).map(MonitoringQueriesTest::family).toList())
                .as("every metric but some is on the dashboard")
                .containsAll(DocumentedMetrics.read().stream().map(DocumentedMetrics.Row::name)
                        .filter(name -> !Set.of("irods_ingest_build", "irods_ingest_worker_figures")
                                .contains(name))
                        .toList());
    }

    @Test
    void theAlertsAskForWhatThereIs() throws IOException {
        Map<String, Object> file;
        try (Reader reader = Files.newBufferedReader(ALERTS)) {
            file = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
        }
        Set<Object> alerts = new HashSet<>();
        for (Map<String, Object> group : list(file.get("groups"))) {
            for (Map<String, Object> rule : list(group.get("rules"))) {
                assertThat(alerts.add(rule.get("alert"))).as("%s is there once", rule.get("alert")).isTrue();
                assertThat(rule).containsKeys("expr", "labels", "annotations");
                assertThat(String.valueOf(rule.get("labels"))).matches("\\{severity=(warning|critical)}");
                assertThat(String.valueOf(rule.get("annotations"))).contains("summary=", "description=");
                check((String) rule.get("expr"));
            }
        }
        assertThat(alerts).hasSizeGreaterThan(12);
    }

    @Test
    void aQueryForWhatIsNotThereIsFound() {
        assertThat(names("sum by (le, api) (rate(irods_ingest_x_bucket{api=~\"a|b\"}[5m])) / up > 1e3 and 0.5"))
                .containsExactlyInAnyOrder("irods_ingest_x_bucket", "up");
        assertThat(labels("a{b=\"c{d}\",e!~\"f\"} + g")).containsEntry("a", Set.of("b", "e"));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Object value) {
        return (List<Map<String, Object>>) value;
    }

    private static void check(String query) {
        try {
            Map<String, Set<String>> documented = DocumentedMetrics.queryable();
            Set<String> known = new TreeSet<>(documented.keySet());
            known.add("up");
            try (ProcessMetrics ofThisJvm = new ProcessMetrics("test", "1")) {
                known.addAll(Exposition.of(ofThisJvm.text()).families(""));
            }
            assertThat(known).as(query).containsAll(names(query));
            assertThat(names(query)).as(query).isNotEmpty();
            labels(query).forEach((name, labels) -> {
                if (documented.containsKey(name)) {
                    assertThat(labels).as(query).isSubsetOf(plus(documented.get(name)));
                }
            });
            Set<String> all = plus(Set.of());
            names(query).forEach(name -> all.addAll(documented.getOrDefault(name, Set.of())));
            assertThat(groupings(query)).as(query).isSubsetOf(all);
            assertThat(query.chars().filter(c -> c == '(').count()).as(query)
                    .isEqualTo(query.chars().filter(c -> c == ')').count());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Set<String> plus(Set<String> labels) {
        Set<String> all = new TreeSet<>(OF_PROMETHEUS);
        all.addAll(labels);
        return all;
    }

    /** Names of metrics in a query: what is left when texts, ranges, labels, words and functions are taken away. */
    private static Set<String> names(String query) {
        String bare = GROUPING.matcher(RANGE.matcher(TEXT.matcher(query).replaceAll("")).replaceAll(""))
                .replaceAll(" ");
        bare = bare.replaceAll("\\{[^}]*}", "");
        Set<String> names = new TreeSet<>();
        Matcher name = NAME.matcher(bare);
        while (name.find()) {
            if (!WORDS.contains(name.group().toLowerCase(Locale.ROOT))) {
                names.add(name.group());
            }
        }
        return names;
    }

    private static Map<String, Set<String>> labels(String query) {
        Map<String, Set<String>> labels = new TreeMap<>();
        Matcher selector = SELECTOR.matcher(TEXT.matcher(query).replaceAll(""));
        while (selector.find()) {
            Matcher label = MATCHER.matcher(selector.group(2));
            while (label.find()) {
                labels.computeIfAbsent(selector.group(1), name -> new TreeSet<>()).add(label.group(1));
            }
        }
        return labels;
    }

    private static Set<String> groupings(String query) {
        Set<String> labels = new TreeSet<>();
        Matcher grouping = GROUPING.matcher(query);
        while (grouping.find()) {
            for (String label : grouping.group(2).split(",")) {
                labels.add(label.strip());
            }
        }
        return labels;
    }

    private static String family(String name) {
        return name.startsWith("irods_ingest_")
                ? name.replaceFirst("_seconds_(bucket|sum|count|max)$", "_seconds")
                : name;
    }
}
