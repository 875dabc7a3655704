package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.FollowUpRequest;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.client.Upload;
import io.irodsingest.cli.client.Watch;
import io.irodsingest.cli.output.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that take the paths of a list, from the command line to the catalog. */
class FromListTest {
    private static final String OCTETS = "application/octet-stream";

    @TempDir
    private static Path shared;
    private static TestCluster cluster;

    @TempDir
    private Path directory;
    private Path source;
    private String target;
    private String name;

    @BeforeAll
    static void start() throws Exception {
        cluster = TestCluster.start(shared.resolve("vault"), 4);
    }

    @AfterAll
    static void end() throws IOException {
        cluster.close();
    }

    @BeforeEach
    void make(TestInfo test) throws Exception {
        name = test.getTestMethod().orElseThrow().getName();
        target = TestCluster.HOME + '/' + name;
        source = Files.createDirectory(directory.resolve("source"));
        Files.createDirectories(source.resolve("a/b"));
        Files.writeString(source.resolve("a/b/one"), "one");
        Files.writeString(source.resolve("a/two\nlines"), "two");
        Files.writeString(source.resolve("a/other"), "other");
    }

    private Said say(String... arguments) {
        return Said.by(cluster.url(), arguments);
    }

    private Path list(String text) throws IOException {
        return Files.writeString(directory.resolve("list"), text);
    }

    private List<String> objects() throws Exception {
        try (Catalog catalog = Catalog.of(cluster.irods())) {
            return catalog.replicas(target).keySet().stream().map(path -> path.substring(target.length() + 1)).sorted()
                    .toList();
        }
    }

    private JobView ended() throws Exception {
        return Watch.untilEnd(cluster.client(), cluster.client().job(name).id(), Progress.NONE);
    }

    @Test
    void whatIsListedComesInAndNothingElse() throws Exception {
        String list = list(source + "/a/b/one\0./a/two\nlines\0a/gone\0").toString();

        Said dry = say("start", source.toString(), target, "--from-list", list, "--null", "--dry-run");
        assertThat(dry.out()).as(dry.toString()).contains("nothing was changed", "2 files");
        assertThat(objects()).isEmpty();
        Said first = say("start", source.toString(), target, "--from-list", list, "-0", "--job-name", name,
                "--operation",
                "PUT_SYNC", "--synchronous");

        assertThat(first.exitCode()).as(first.toString()).isZero();
        assertThat(objects()).containsExactly("a/b/one", "a/two\nlines");
        assertThat(ended().count("vanished")).isEqualTo(1);
        assertThat(ended().count("uploaded")).isEqualTo(2);
        say("start", source.toString(), target, "--from-list", list, "-0", "--job-name", name, "--operation",
                "PUT_SYNC", "--synchronous");
        assertThat(ended().count("unchanged")).isEqualTo(2);
        Said agrees = say("check", source.toString(), target, "--from-list", list, "-0", "--operation", "PUT_SYNC");
        assertThat(agrees.out()).as(agrees.toString()).startsWith("source and target agree: 2 entries compared");
        Said differs = say("check", source.toString(), target, "--operation", "PUT_SYNC");
        assertThat(differs.out()).as("of the whole source").contains("1 missing");
    }

    @Test
    void aListOfManyPartsIsTakenWhole() throws Exception {
        List<String> paths = IntStream.range(0, 600).mapToObj(i -> "d" + i % 7 + "/e" + i % 3 + "/f" + i).toList();
        for (String path : paths) {
            Files.createDirectories(source.resolve(path).getParent());
            Files.createFile(source.resolve(path));
        }

        Said done = say("start", source.toString(), target, "--from-list", list(String.join("\n", paths)).toString(),
                "--job-name", name, "--synchronous");

        assertThat(done.exitCode()).as(done.toString()).isZero();
        assertThat(ended().count("registered")).isEqualTo(600);
        assertThat(ended().count("collections_created")).isEqualTo(1 + 7 + 7 * 3);
        assertThat(objects()).hasSize(600);
    }

    @Test
    void aListWithAWrongLineIsNotTakenAtAll() throws Exception {
        String text = IntStream.range(0, 3_000).mapToObj(i -> "a/b/one\n").collect(Collectors.joining())
                + "/etc/passwd\n";

        Said refused = say("start", source.toString(), target, "--from-list", list(text).toString(), "--job-name",
                name);

        assertThat(refused.exitCode()).as(refused.toString()).isNotZero();
        assertThat(refused.err()).contains("line 3001 is not below the source " + source + ": /etc/passwd");
        assertThat(ended().state()).isEqualTo("STOPPED");
        assertThat(objects()).isEmpty();
    }

    @Test
    void aJobWaitsForItsListAndTakesOne() throws Exception {
        JobView job = cluster.client().start(TestCluster.job(source, target).jobName(name).fromList(true).build());
        assertThat(job.state()).isEqualTo("BLOCKED");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> cluster.client().job(job.id()).waitingFor().equals(List.of("its list")));
        Upload list = Upload.of(list("a/other\n").toString(), OCTETS);

        cluster.client().sendList(job.id(), list, false);
        assertThat(ended().state()).isEqualTo("COMPLETED");
        assertThat(cluster.client().sendList(job.id(), list, false).state()).isEqualTo("COMPLETED");

        Upload other = Upload.of(list("a/b/one\n").toString(), OCTETS);
        assertThatThrownBy(() -> cluster.client().sendList(job.id(), other, false))
                .isInstanceOf(CommandException.class).hasMessageContaining("has another list already");
        JobView scanning = cluster.ingest(source, target, "REGISTER_SYNC");
        assertThatThrownBy(() -> cluster.client().sendList(scanning.id(), other, false))
                .isInstanceOf(CommandException.class).hasMessageContaining("takes no list");
    }

    @Test
    void whatFailedIsTriedAgainByItsPathAndNotScanned() throws Exception {
        Files.writeString(source.resolve("late"), "no directory yet");
        String list = list("late/file\na/b/one\n").toString();
        Said failing = say("start", source.toString(), target, "--from-list", list, "--job-name", name, "--max-retries",
                "1",
                "--retry-delay", "0", "--synchronous");
        assertThat(failing.exitCode()).as(failing.toString()).isEqualTo(1);
        assertThat(ended().count("failed")).isEqualTo(1);

        Files.delete(source.resolve("late"));
        Files.createDirectory(source.resolve("late"));
        Files.writeString(source.resolve("late/file"), "now");
        Files.writeString(source.resolve("late/unlisted"), "never");
        cluster.client().retry(name);

        assertThat(ended().state()).isEqualTo("COMPLETED");
        assertThat(objects()).containsExactly("a/b/one", "late/file");
    }

    @Test
    void keysOfABucketAreTaken() throws Exception {
        try (TestBucket bucket = new TestBucket()) {
            Stream.of("lab/x/one", "lab/x/two", "lab/y/", "lab/x/unlisted", "elsewhere").forEach(
                    key -> bucket.put(key, key));
            JobView job = cluster.client().start(
                    bucket.job("lab", target).jobName(name).operation("PUT_SYNC").fromList(true).build());
            String list = "x/one\ns3://" + bucket.name() + "/lab/x/two\n/" + bucket.name() + "/lab/y/\nx/gone\n";

            cluster.client().sendList(job.id(), Upload.of(list(list).toString(), OCTETS), false);

            assertThat(ended().state()).isEqualTo("COMPLETED");
            assertThat(objects()).containsExactly("x/one", "x/two");
            assertThat(ended().count("vanished")).isEqualTo(1);
            assertThat(ended().count("directories")).as("the source, and the one that is listed").isEqualTo(2);
        }
    }

    @Test
    void whatDoesNotGoWithAListIsRefused() throws Exception {
        String list = list("a/b/one\n").toString();

        say("start", source.toString(), target, "--from-list", list, "--delete-mode", "UNREGISTER")
                .assertRefused(2, "delete mode UNREGISTER does not go with a list");
        say("start", source.toString(), target, "--from-list", list, "--interval", "60")
                .assertRefused(2, "leave out --interval or --from-list");
        say("start", source.toString(), target, "--null").assertRefused(2, "--null says what is between the paths");
        say("start", source.toString(), target, "--from-list", list + "-none").assertRefused(2, "is no file");
        say("schedule", "create", name, "--every", "1h", "--", "start", source.toString(), target, "--from-list", list)
                .assertRefused(2, "--from-list is of no use in a command that a schedule gives");
        JobRequest later = TestCluster.job(source, target).fromList(true).build();
        JobRequest now = TestCluster.job(source, target)
                .onSuccess(new FollowUpRequest(Optional.of(later), Optional.empty())).build();
        assertThatThrownBy(() -> cluster.client().start(now)).isInstanceOf(CommandException.class)
                .hasMessageContaining("from_list goes with a job that is started now");
    }
}
