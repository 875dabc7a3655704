package io.irodsingest.ingesttasks;

import io.irodsingest.common.sync.EntryKind;
import java.util.List;
import java.util.Set;

/**
 * What of the source a job leaves out. An excluded directory is not listed; what is excluded exists in the source
 * nevertheless, so nothing of it is deleted in the target.
 *
 * @param kinds kinds of entries
 * @param fileNames regular expressions, matched from the start of an entry's full source path; for all but directories
 * @param directoryNames regular expressions, matched from the start of a directory's full source path
 */
public record Exclusions(Set<EntryKind> kinds, List<String> fileNames, List<String> directoryNames) {
    public static final Exclusions NONE = new Exclusions(Set.of(), List.of(), List.of());

    public Exclusions {
        kinds = Set.copyOf(kinds);
        fileNames = List.copyOf(fileNames);
        directoryNames = List.copyOf(directoryNames);
        IngestRules.checkExpressions(fileNames);
        IngestRules.checkExpressions(directoryNames);
    }
}
