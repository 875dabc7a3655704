package io.irodsingest.cli.command;

import io.irodsingest.adminapi.JobRequestBuilder;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What of the source is left out. */
final class ExclusionOptions {
    @Option(names = "--exclude-file-type", paramLabel = "TYPE", split = ",", description = "regular, directory, character, block, socket, pipe or link; several with commas between")
    private List<String> types = new ArrayList<>();

    @Option(names = "--exclude-file-name", paramLabel = "RE", arity = "1..*", description = {
            "Regular expressions, matched from the beginning of a file's full source path, like '.*\\.tmp$$'. "
                    + "SOURCE and TARGET stand before them, or behind another option or --"})
    private List<String> files = new ArrayList<>();

    @Option(names = "--exclude-directory-name", paramLabel = "RE", arity = "1..*", description = "The same for directories, which are left out with all that is in them")
    private List<String> directories = new ArrayList<>();

    void into(JobRequestBuilder request) {
        request.excludeFileType(given(types)).excludeFileName(given(files)).excludeDirectoryName(given(directories));
    }

    /** Old scripts say "none" for nothing. */
    private static List<String> given(List<String> values) {
        List<String> stripped = values.stream().map(String::strip).filter(value -> !value.isEmpty()).toList();
        return stripped.isEmpty() || stripped.equals(List.of("none")) ? null : stripped;
    }
}
