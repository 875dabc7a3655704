package io.irodsingest.workerfilesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.config.OwnFiles;
import io.irodsingest.common.job.Grant;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.Limits;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingest.source.Source.Seen;
import io.irodsingest.ingest.source.SourceEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker reads what is in a source, and nothing else, whatever links there are and whoever moves directories about. */
class SourceRootsTest {
    @TempDir
    private Path directory;
    private Path home;
    private Path data;
    private Path secret;

    @BeforeEach
    void makeTrees() throws IOException {
        home = Files.createDirectories(directory.resolve("home/svc"));
        write(home.resolve(".irods/.irodsA"), "the password");
        secret = write(directory.resolve("conf/redis_password"), "the other password");
        data = Files.createDirectories(directory.resolve("data/alice"));
        write(data.resolve("run/one.dat"), "one");
        write(directory.resolve("data/bob/run/two.dat"), "two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc", "/proc/self", "/proc/self/task", "/sys/kernel", "/dev", "/run", "/var/run"})
    void theSystemsPlacesAreNoSources(String place) {
        assertThatIOException().isThrownBy(() -> source(Path.of(place)).root())
                .withMessageContaining("where no source may be").withMessageContaining("IRODS_INGEST_SOURCE_ROOTS");
    }

    @Test
    void aLinkToASystemsPlaceIsOne() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("data/link"), Path.of("/etc"));
        assertThatIOException().isThrownBy(() -> source(link).root())
                .withMessageContaining("IRODS_INGEST_SOURCE_ROOTS");
    }

    @Test
    void aSystemsPlaceBelowASourceIsNotReadThroughTheSource() {
        FileSource all = source(Path.of("/"));
        assertThatExceptionOfType(RefusedSourceException.class).isThrownBy(() -> names(all, "etc"));
        assertThat(look(all, Path.of("/etc/passwd")).problem()).containsInstanceOf(RefusedSourceException.class);
    }

    @Test
    void whatBelongsToTheProcessIsNeverRead() throws IOException {
        SourceRoots roots = roots().and(home.resolve(".irods"));
        assertThatIOException()
                .isThrownBy(() -> source(home.resolve(".irods"), roots).root())
                .withMessageContaining("belongs to the worker");
        FileSource ofHome = source(home, roots);
        assertThatExceptionOfType(RefusedSourceException.class).isThrownBy(() -> names(ofHome, ".irods"));
        assertThat(look(ofHome, home.resolve(".irods/.irodsA")).problem())
                .containsInstanceOf(RefusedSourceException.class);
        FileSource ofSettings = source(secret.getParent(), roots);
        assertThat(look(ofSettings, secret).problem()).containsInstanceOf(RefusedSourceException.class);
    }

    @Test
    void aHardLinkToASecretIsTheSecret() throws IOException {
        Path copy = Files.createLink(data.resolve("run/innocent.dat"), secret);
        assertThat(look(source(data), copy).problem()).containsInstanceOf(RefusedSourceException.class);
    }

    @Test
    void withRootsNothingElseIsASource() throws IOException {
        SourceRoots onlyAlice = new SourceRoots(List.of(data), List.of(), OwnFiles.of(Map.of()), false);
        assertThat(source(data.resolve("run"), onlyAlice).root().isEmpty()).isFalse();
        assertThatIOException()
                .isThrownBy(() -> source(directory.resolve("data/bob"), onlyAlice).root())
                .withMessageContaining("IRODS_INGEST_SOURCE_ROOTS");
        assertThatIOException()
                .isThrownBy(() -> source(directory.resolve("data"), onlyAlice).root())
                .withMessageContaining("IRODS_INGEST_SOURCE_ROOTS");
    }

    @Test
    void theLimitsOfATokenHoldForWhatALinkLeadsTo() throws IOException {
        Path link = Files.createSymbolicLink(data.resolve("link"), directory.resolve("data/bob/run"));
        Limits limits = new Limits(List.of(RawPath.of(data).encoded()), List.of(), List.of(), List.of());
        assertThat(new FileSource(spec(data.resolve("run")).grantedTo(new Grant("alice", false, limits)), roots())
                .root().isEmpty()).isFalse();
        assertThatIOException()
                .isThrownBy(new FileSource(spec(link).grantedTo(new Grant("alice", false, limits)), roots())::root)
                .withMessageContaining("the token of the job is limited to");
    }

    @Test
    void aRootMayBeInAPlaceOfTheSystem() throws IOException {
        SourceRoots roots = new SourceRoots(List.of(data), List.of(directory), OwnFiles.of(Map.of()), false);
        assertThat(source(data, roots).root().isEmpty()).isFalse();
    }

    @Test
    void aDirectoryThatBecameALinkIsNotFollowed() throws IOException {
        FileSource source = source(data);
        assertThat(names(source, "run")).containsExactly("one.dat");
        replaceByLink(data.resolve("run"), directory.resolve("data/bob/run"));
        assertThatIOException().isThrownBy(() -> names(source, "run")).withMessageContaining("link");
        assertThat(look(source, data.resolve("run/two.dat")).problem())
                .containsInstanceOf(RefusedSourceException.class);
    }

    @Test
    void whatIsReadIsInTheSourceAlsoWhenItsDirectoryIsReplacedJustBefore() throws IOException {
        SourceEntry entry = look(source(data), data.resolve("run/one.dat")).get().orElseThrow();
        write(directory.resolve("data/bob/run/one.dat"), "not for alice");
        replaceByLink(data.resolve("run"), directory.resolve("data/bob/run"));
        assertThatExceptionOfType(RefusedSourceException.class).isThrownBy(() -> entry.content().open(0, 3));
    }

    @Test
    void aFileIsReadFromWhereItIsWanted() throws IOException {
        SourceEntry entry = look(source(data), data.resolve("run/one.dat")).get().orElseThrow();
        try (ReadableByteChannel channel = entry.content().open(1, 2)) {
            ByteBuffer bytes = ByteBuffer.allocate(10);
            channel.read(bytes);
            assertThat(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)).isEqualTo("ne");
        }
    }

    @Test
    void aMessageCannotNameWhatIsNotInTheSource() {
        FileSource source = source(data);
        assertThatExceptionOfType(RefusedSourceException.class).isThrownBy(() -> names(source, "../bob/run"));
        assertThat(look(source, directory.resolve("data/bob/run/two.dat")).problem())
                .containsInstanceOf(RefusedSourceException.class);
        assertThat(look(source, data.resolve("../bob/run/two.dat")).problem())
                .containsInstanceOf(RefusedSourceException.class);
    }

    @Test
    void aSourceMayItselfBeALink() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("latest"), data);
        FileSource source = source(link);
        assertThat(source.root().isEmpty()).isFalse();
        assertThat(names(source, "run")).containsExactly("one.dat");
        assertThat(look(source, link.resolve("run/one.dat")).get()).isPresent();
    }

    private SourceRoots roots() {
        return SourceRoots.usual(OwnFiles
                .of(Map.of("HOME", home.toString(), "IRODS_INGEST_REDIS_PASSWORD_FILE", secret.toString())));
    }

    private FileSource source(Path path) {
        return source(path, roots());
    }

    private static FileSource source(Path path, SourceRoots roots) {
        return new FileSource(spec(path), roots);
    }

    private static JobSpec spec(Path path) {
        return new JobSpec("job", IngestSpec.of(RawPath.of(path), "/z/home/c", Operation.PUT));
    }

    private static Seen look(FileSource source, Path path) {
        return source.look(List.of(RawPath.of(path)), false).getFirst();
    }

    private static List<String> names(FileSource source, String below) throws IOException {
        List<String> names = new ArrayList<>();
        source.names(new RawPath(below), name -> names.add(name.encoded()));
        return names;
    }

    private static void replaceByLink(Path path, Path to) throws IOException {
        Files.move(path, path.resolveSibling("moved"));
        Files.createSymbolicLink(path, to);
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
