package io.irodsingest.standalone.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** No process logged an error that nobody expected: one of its own code, of memory, or of a thread that died. */
final class LogsCheck implements Check {
    private static final Pattern WRONG = Pattern.compile(
            "NullPointerException|IllegalStateException|ClassCastException|IndexOutOfBounds|OutOfMemoryError"
                    + "|StackOverflowError|Exception in thread|NoSuchElementException|ConcurrentModification");
    private static final int LONGEST = 300;

    @Override
    public String name() {
        return "logs have no error of our own";
    }

    @Override
    public Finding look(Evidence evidence) throws IOException {
        List<String> problems = new ArrayList<>();
        long looked = 0;
        for (Member member : evidence.cluster().members()) {
            for (String line : Files.readAllLines(member.log())) {
                looked++;
                if (WRONG.matcher(line).find()) {
                    problems.add(member.name() + ": " + line.substring(0, Math.min(LONGEST, line.length())));
                }
            }
        }
        return new Finding(looked, "lines", problems);
    }
}
