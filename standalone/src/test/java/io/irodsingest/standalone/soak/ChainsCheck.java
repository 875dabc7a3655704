package io.irodsingest.standalone.soak;

import java.util.List;
import java.util.Optional;

/** Every chain of jobs could be gone through: each job was taken, ended, and took its orders. */
final class ChainsCheck implements Check {
    @Override
    public String name() {
        return "jobs come to their end";
    }

    @Override
    public Finding look(Evidence evidence) {
        List<String> problems = evidence.chains().stream().map(Chain::trouble).flatMap(Optional::stream).toList();
        return new Finding(evidence.chains().size(), "chains of jobs", problems);
    }
}
