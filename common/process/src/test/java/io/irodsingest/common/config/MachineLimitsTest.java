package io.irodsingest.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MachineLimitsTest {
    /** Says in a process of its own what is the matter there. */
    public static final class Probe {
        public static void main(String[] arguments) {
            System.out.println(MachineLimits.ofFiles(MachineLimits.FILES_OF_PROCESS).orElse("nothing"));
        }
    }

    @Test
    void tooFewFilesAreToldInOneLine() throws Exception {
        assertThat(under("200")).isEqualTo("it may open 200 files and connections at a time and needs 512:"
                + " raise the limit, for example by 'ulimit -n 4096'");
        assertThat(under("600")).isEqualTo("nothing");
    }

    @Test
    void tooLittleSpaceIsToldInOneLine() {
        Path directory = Path.of("/data");
        assertThat(MachineLimits.ofSpace(directory, 10 << 20)).hasValueSatisfying(
                line -> assertThat(line).startsWith("the file system of /data has 10 MiB left").hasLineCount(1));
        assertThat(MachineLimits.ofSpace(directory, 64 << 20)).isEmpty();
    }

    private static String under(String limit) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", "ulimit -n " + limit + " && exec \"$0\" \"$@\"",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), Probe.class.getName())
                .redirectErrorStream(true).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return output.strip();
        } finally {
            process.destroyForcibly();
        }
    }
}
