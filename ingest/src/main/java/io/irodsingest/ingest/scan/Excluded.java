package io.irodsingest.ingest.scan;

import io.irodsingest.ingesttasks.Exclusions;
import io.irodsingest.common.path.Expressions;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.sync.EntryKind;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a job leaves out, ready to be asked. Immutable. */
final class Excluded {
    private final Set<EntryKind> kinds;
    private final List<Pattern> files;
    private final List<Pattern> directories;

    Excluded(Exclusions exclusions) {
        this.kinds = exclusions.kinds();
        this.files = exclusions.fileNames().stream().map(Pattern::compile).toList();
        this.directories = exclusions.directoryNames().stream().map(Pattern::compile).toList();
    }

    /** @param path full path in the source; bytes that are no text are matched as {@code %XX} */
    boolean contains(RawPath path, EntryKind kind) {
        if (kinds.contains(kind)) {
            return true;
        }
        List<Pattern> patterns = kind == EntryKind.DIRECTORY ? directories : files;
        if (patterns.isEmpty()) {
            return false;
        }
        String text = path.text().orElse(path.encoded());
        return patterns.stream().anyMatch(pattern -> Expressions.matchesBegin(pattern, text));
    }
}
