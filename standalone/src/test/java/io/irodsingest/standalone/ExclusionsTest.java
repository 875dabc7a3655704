package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.common.path.RawPath;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What jobs leave out. */
class ExclusionsTest extends ClusterTest {
    @ParameterizedTest
    @CsvSource({"regular, file|d/file", "directory, d/file", "link, link", "socket, socket", "pipe, pipe"})
    void kindsAreLeftOut(String kind, String excluded) throws Exception {
        write("file", "d/file");
        Files.createSymbolicLink(source.resolve("link"), Path.of("file"));
        assertThat(new ProcessBuilder("mkfifo", source.resolve("pipe").toString()).start().waitFor()).isZero();
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(source.resolve("socket")));

            JobView job = run(job().excludeFileType(List.of(kind)));

            List<String> without = List.of(excluded.split("\\|"));
            assertThat(objects()).containsExactlyElementsOf(List.of("d/file", "file", "link", "pipe", "socket").stream()
                    .filter(name -> !without.contains(name)).toList());
            assertThat(job.count("excluded")).isEqualTo(without.size());
            assertThat(catalog.collections(TARGET).contains(TARGET + "/d")).isEqualTo(!kind.equals("directory"));
        }
    }

    @Test
    void severalKindsAreLeftOutTogether() throws Exception {
        write("file", "d/file");
        Files.createSymbolicLink(source.resolve("link"), Path.of("file"));
        run(job().excludeFileType(List.of("regular", "directory")));
        assertThat(objects()).containsExactly("link");
    }

    @Test
    void namesAreMatchedFromTheStartOfTheFullPath() throws Exception {
        write("one.tmp", "one.txt", "tmp/two.txt", "d/three.tmp");
        run(job().excludeFileName(List.of("tmp", "one", ".*\\.tmp$")));
        assertThat(objects()).as("'tmp' and 'one' stand nowhere at the start of a full path")
                .containsExactly("one.txt", "tmp/two.txt");
    }

    @Test
    void whatFollowsTheMatchDoesNotMatter() throws Exception {
        write("data1", "data12", "other1");
        run(job().excludeFileName(List.of(source + "/data1")));
        assertThat(objects()).containsExactly("other1");
    }

    @Test
    void anExcludedDirectoryIsNotListed() throws Exception {
        write("a/1", "b/2", "b/a/3", "a file/4", "file named a");
        JobView job = run(job().excludeDirectoryName(List.of(".*/a$")));
        assertThat(objects()).containsExactly("a file/4", "b/2", "file named a");
        assertThat(job.count("excluded")).isEqualTo(2);
        assertThat(job.count("directories")).isEqualTo(3);
    }

    @Test
    void expressionsForFilesAreNotForDirectories() throws Exception {
        write("x/file", "file", "y");
        run(job().excludeFileName(List.of(".*/[xy]$")));
        assertThat(objects()).containsExactly("file", "x/file");
        run(job().excludeDirectoryName(List.of(".*/[xy]$")).ignoreCache(true));
        assertThat(objects()).containsExactly("file", "x/file", "y");
    }

    @Test
    void linksToDirectoriesAreFiles() throws Exception {
        write("d/file");
        Files.createSymbolicLink(source.resolve("link"), source.resolve("d"));
        run(job().excludeDirectoryName(List.of(".*/link")));
        assertThat(objects()).containsExactly("d/file", "link");
    }

    @Test
    void bytesThatAreNoTextAreMatchedAsTheyAreShown() throws Exception {
        Path odd = RawPath.of(source).resolve(RawPath.ofBytes(new byte[]{'o', (byte) 0xFF})).toPath();
        Files.writeString(odd, "");
        write("100%");
        JobView job = run(job().excludeFileName(List.of(".*/o%FF$", ".*/100%$")));
        assertThat(job.count("excluded")).isEqualTo(2);
        assertThat(objects()).isEmpty();
    }

    @Test
    void whatIsNoLongerExcludedComesIn() throws Exception {
        write("a", "b");
        run(job().excludeFileName(List.of(".*/b")));
        run(job());
        assertThat(objects()).containsExactly("a", "b");
    }

    private JobRequestBuilder job() {
        return TestCluster.job(source, TARGET).operation("REGISTER_SYNC");
    }

    private JobView run(JobRequestBuilder job) throws Exception {
        JobView view = cluster.run(job);
        assertThat(view.state()).isEqualTo("COMPLETED");
        return view;
    }

    private List<String> objects() throws Exception {
        return catalog.replicas(TARGET).keySet().stream().map(path -> path.substring(TARGET.length() + 1)).toList();
    }

    private void write(String... relative) throws IOException {
        for (String path : relative) {
            Path file = source.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, path);
        }
    }
}
