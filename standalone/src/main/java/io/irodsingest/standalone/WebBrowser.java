package io.irodsingest.standalone;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The user's browser, by the program that systems have to open addresses: {@code xdg-open}, {@code open} on macOS. */
final class WebBrowser {
    private static final List<String> PROGRAMS = List.of("xdg-open", "open");

    private WebBrowser() {}

    /**
     * Has it show a page, and does not wait for it.
     *
     * @param environment whose PATH is looked through
     * @return what keeps it from that, in one line; empty when the program was started
     */
    static Optional<String> open(URI page, Map<String, String> environment) {
        Optional<Path> program = Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty()).map(Path::of)
                .flatMap(folder -> PROGRAMS.stream().map(folder::resolve)).filter(Files::isExecutable).findFirst();
        if (program.isEmpty()) {
            return Optional.of("no program is on the PATH that opens pages (" + String.join(", ", PROGRAMS)
                    + "): open " + page + " yourself");
        }
        try {
            ProcessBuilder builder = new ProcessBuilder(program.get().toString(), page.toString());
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start().getOutputStream().close();
            return Optional.empty();
        } catch (IOException unusable) {
            return Optional.of(program.get() + " cannot be started (" + unusable.getMessage() + "): open " + page
                    + " yourself");
        }
    }
}
