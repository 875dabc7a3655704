package io.irodsingest.common.irods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The contract with each client in one run, and a table of what came out. */
class BothClientsTest {
    private static final String SAME = "holds";
    private static final String OTHER = "otherwise";
    private static final Class<?> OLD = OldReleaseContractTest.class;
    private static final List<Run> RUNS = List.of(
            new Run("irods4j, iRODS 5.0.2", "irods4j", "5.0.2", List.of(MiniIrodsContractTest.class,
                    IrodsDeletionContractTest.class, IrodsRequestContractTest.class)),
            new Run("jargon, iRODS 5.0.2", "jargon", "5.0.2", List.of(MiniIrodsContractTest.class,
                    IrodsDeletionContractTest.class, IrodsRequestContractTest.class)),
            new Run("jargon, iRODS " + OldReleaseContractTest.RELEASE, "jargon", OldReleaseContractTest.RELEASE,
                    List.of(OLD, IrodsDeletionContractTest.class)));
    /** What {@code docs/irods-clients.md} lists. */
    private static final List<String> DIFFERENCES = List.of("largeContentGoesOverSeveralConnections",
            "metadataOfCollectionsAndObjectsComesAndGoes", "queriesAnswerRows");

    private record Run(String title, String client, String release, List<Class<?>> tests) {
        Results go() {
            Results results = new Results();
            System.setProperty(TestClient.CLIENT, client);
            System.setProperty(TestClient.RELEASE, release);
            try {
                LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request()
                        .selectors(tests.stream().map(test -> selectClass(test)).toList()).build(), results);
            } finally {
                System.clearProperty(TestClient.CLIENT);
                System.clearProperty(TestClient.RELEASE);
            }
            return results;
        }
    }

    private static final class Results implements TestExecutionListener {
        private final Map<String, String> byName = new TreeMap<>();
        private final Map<String, Throwable> failures = new TreeMap<>();

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            result.getThrowable().ifPresent(failure -> failures.put(test.getDisplayName(), failure));
            test.getSource().filter(MethodSource.class::isInstance).map(MethodSource.class::cast)
                    .ifPresent(method -> byName.put(method.getMethodName(), outcome(method, result)));
        }

        private static String outcome(MethodSource method, TestExecutionResult result) {
            if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
                return "FAILS";
            }
            boolean ofOldReleases = Arrays.stream(OLD.getDeclaredMethods())
                    .anyMatch(own -> own.getName().equals(method.getMethodName()));
            return ofOldReleases && method.getClassName().equals(OLD.getName()) ? OTHER : SAME;
        }
    }

    @Test
    void theContractHoldsWithBoth() {
        Map<Run, Results> all = new LinkedHashMap<>();
        RUNS.forEach(run -> all.put(run, run.go()));
        TreeSet<String> names = new TreeSet<>(all.get(RUNS.getFirst()).byName.keySet());
        StringBuilder table = new StringBuilder("| contract |");
        RUNS.forEach(run -> table.append(' ').append(run.title()).append(" |"));
        for (String name : names) {
            table.append("\n| ").append(name).append(" |");
            all.values().forEach(results -> table.append(' ').append(results.byName.get(name)).append(" |"));
        }
        System.out.println(table);

        all.forEach((run, results) -> assertThat(results.failures).as(run.title()).isEmpty());
        assertThat(names).hasSizeGreaterThan(30);
        assertThat(all.get(RUNS.get(1)).byName).isEqualTo(all.get(RUNS.get(0)).byName);
        Map<String, String> old = all.get(RUNS.get(2)).byName;
        assertThat(names).allSatisfy(
                name -> assertThat(old.get(name)).as(name).isEqualTo(DIFFERENCES.contains(name) ? OTHER : SAME));
    }
}
