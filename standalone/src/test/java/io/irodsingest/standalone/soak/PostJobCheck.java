package io.irodsingest.standalone.soak;

import io.irodsingest.standalone.soak.Chain.Ran;
import io.irodsingest.standalone.soak.FaultLog.Done;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The hook post_job is called once for each pass. It may be called again when its worker, or Redis, which knows that it was called,
 * was hurt in the moment of the call.
 */
final class PostJobCheck implements Check {
    private static final String HOOK = "postJob";
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private record Call(long pid, Instant at) {
        static Call of(String line) {
            String[] words = line.split(" ");
            return new Call(Long.parseLong(words[1]), Instant.parse(words[2]));
        }
    }

    @Override
    public String name() {
        return "post_job is called once a pass";
    }

    @Override
    public Finding look(Evidence evidence) throws IOException {
        List<String> problems = new ArrayList<>();
        long looked = 0;
        for (Chain chain : evidence.chains()) {
            for (Ran ran : chain.jobs()) {
                if (ran.passes().isPresent()) {
                    looked += ran.passes().get();
                    compare(evidence, ran, ran.passes().get(), problems);
                }
            }
        }
        return new Finding(looked, "passes", problems);
    }

    private static void compare(Evidence evidence, Ran ran, long passes, List<String> problems) throws IOException {
        Path file = evidence.cluster().events().resolve(ran.job().jobName());
        List<Call> calls = Files.exists(file)
                ? Files.readAllLines(file).stream().filter(line -> line.startsWith(HOOK)).map(Call::of).toList()
                : List.of();
        long excused = calls.stream().filter(call -> evidence.faults().anyOf(fault -> hurt(fault, call))).count();
        if (calls.size() > passes) {
            evidence.faults().print("post_job of " + ran.job().jobName() + ": " + passes + " passes, " + calls.size()
                    + " calls, " + excused + " of them next to a fault");
        }
        if (calls.size() < passes || calls.size() > passes + ran.spare() + excused) {
            problems.add(ran.job().jobName() + " had " + passes + " passes and the calls " + calls);
        }
    }

    private static boolean hurt(Done fault, Call call) {
        boolean concerns = fault.pid() == call.pid() || fault.victim().equals(Server.REDIS.text());
        return concerns && fault.covers(call.at(), MARGIN);
    }
}
