package io.irodsingest.standalone.soak;

import io.irodsingest.standalone.soak.Check.Finding;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the checks found, as a table, and what is wrong. */
final class Report {
    private static final int MOST_LINES = 25;

    private final Map<String, Finding> findings = new LinkedHashMap<>();

    void add(String check, Finding finding) {
        findings.put(check, finding);
    }

    boolean isAllRight() {
        return findings.values().stream().allMatch(finding -> finding.problems().isEmpty());
    }

    void print(PrintStream out) {
        out.println();
        out.println("| check | looked at | wrong |");
        out.println("| --- | --- | --- |");
        findings.forEach((check, finding) -> out.printf("| %s | %,d %s | %,d |%n", check, finding.looked(),
                finding.of(), finding.problems().size()));
        findings.forEach((check, finding) -> print(out, check, finding.problems()));
    }

    private static void print(PrintStream out, String check, List<String> problems) {
        if (!problems.isEmpty()) {
            out.println();
            out.println("WRONG: " + check);
            problems.stream().limit(MOST_LINES).forEach(problem -> out.println("  " + problem));
            if (problems.size() > MOST_LINES) {
                out.println("  and " + (problems.size() - MOST_LINES) + " more");
            }
        }
    }
}
