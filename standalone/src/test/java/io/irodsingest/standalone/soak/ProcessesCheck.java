package io.irodsingest.standalone.soak;

import io.irodsingest.standalone.soak.Member.Figures;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** All processes live, and have no more threads and files open than before the first fault. */
final class ProcessesCheck implements Check {
    /** Pools of the JVM and of libraries grow and shrink. */
    private static final int MORE_THREADS = 16;
    private static final int MORE_FILES = 24;
    /** Longer than clients of S3 stores keep connections that nobody uses. */
    private static final Duration SETTLED_AFTER = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofSeconds(2);

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
            Figures now = settled(member, calm);
            evidence.faults().print(member.name() + ": threads " + calm.threads() + " before, " + now.threads()
                    + " now; files " + calm.files() + " before, " + now.files() + " now");
            if (isMore(now, calm)) {
                problems.add(member.name() + " had " + calm + " and has " + now);
            }
        }
        return new Finding(evidence.cluster().members().size(), "processes", problems);
    }

    private static Figures settled(Member member, Figures calm) throws IOException {
        Instant limit = Instant.now().plus(SETTLED_AFTER);
        Figures now = member.figures();
        while (isMore(now, calm) && Instant.now().isBefore(limit)) {
            LockSupport.parkNanos(POLL.toNanos());
            now = member.figures();
        }
        return now;
    }

    private static boolean isMore(Figures now, Figures calm) {
        return now.threads() > calm.threads() + MORE_THREADS || now.files() > calm.files() + MORE_FILES;
    }
}
