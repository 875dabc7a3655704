package io.irodsingest.standalone.soak;

import java.io.IOException;
import java.util.List;

/** Something that must be true in the end: a line of the table. */
interface Check {
    /** What it is about, in a few words. */
    String name();

    /** Looks at what is left. */
    Finding look(Evidence evidence) throws IOException, InterruptedException;

    /**
     * What was found.
     *
     * @param looked at how many things
     * @param of what
     * @param problems a line for each thing that is wrong
     */
    record Finding(long looked, String of, List<String> problems) {
        public Finding {
            problems = List.copyOf(problems);
        }
    }
}
