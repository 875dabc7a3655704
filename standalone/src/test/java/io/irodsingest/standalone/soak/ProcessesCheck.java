package io.irodsingest.standalone.soak;

import io.irodsingest.standalone.soak.Member.Figures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** All processes live, and have no more threads and files open than before the first fault. */
final class ProcessesCheck implements Check {
    /** Pools of the JVM and of libraries grow and shrink. */
    private static final int MORE_THREADS = 16;
    private static final int MORE_FILES = 24;

    @Override
    public String name() {
        return "processes live, threads and files are flat";
    }

    @Override
    public Finding look(Evidence evidence) throws IOException {
        List<String> problems = new ArrayList<>();
        for (Member member : evidence.cluster().members()) {
            if (!member.isAsExpected()) {
                problems.add(member.name() + " has ended by itself: see " + member.log());
                continue;
            }
            Figures calm = evidence.calm().get(member.name());
            Figures now = member.figures();
            evidence.faults().print(member.name() + ": threads " + calm.threads() + " before, " + now.threads()
                    + " now; files " + calm.files() + " before, " + now.files() + " now");
            if (now.threads() > calm.threads() + MORE_THREADS || now.files() > calm.files() + MORE_FILES) {
                problems.add(member.name() + " had " + calm + " and has " + now);
            }
        }
        return new Finding(evidence.cluster().members().size(), "processes", problems);
    }
}
