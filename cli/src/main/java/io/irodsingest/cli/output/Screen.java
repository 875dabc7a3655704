package io.irodsingest.cli.output;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the results of a command are printed.
 *
 * @param out takes text as it is: whoever prints to it has made names {@link Printable} before
 * @param terminal whether a person looks at it, and no program reads it
 * @param colours whether it shows colours, and they are wanted
 */
public record Screen(PrintWriter out, boolean terminal, boolean colours) {
    /** The numbers of the file descriptors. */
    private static final int STDOUT = 1;
    private static final int STDERR = 2;

    /** What is no terminal: a pipe, a file, or the text that a test keeps. */
    public static Screen plain(PrintWriter out) {
        return new Screen(out, false, false);
    }

    /** The stdout of this process. There are no colours where {@code NO_COLOR} says something, and on a dumb terminal. */
    public static Screen stdout(PrintWriter out, Map<String, String> environment) {
        boolean terminal = isTerminal(STDOUT);
        return new Screen(out, terminal, terminal && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb"));
    }

    static boolean stderrIsTerminal() {
        return isTerminal(STDERR);
    }

    /** A console of the JVM needs stdin to be a terminal too, so Linux is asked about the one descriptor that matters. */
    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException noLinux) {
            return System.console() != null;
        }
    }
}
