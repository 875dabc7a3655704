package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.JobRequest.EventHandlerFile;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.adminapi.S3Request;
import io.irodsingest.adminapi.TokenDigest;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.cli.CommandException;
import io.irodsingest.common.config.OwnFiles;
import io.irodsingest.orchestrator.OrchestratorSettings;
import io.irodsingest.orchestrator.access.TokensFile;
import io.irodsingest.workerfilesystem.SourceRoots;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** What somebody tries who has got hold of an operator's token: all of it is refused, and in the audit log. */
class StolenTokenTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HOME = TestCluster.HOME;

    @TempDir
    private static Path directory;

    private static final Logger AUDIT = (Logger) LoggerFactory.getLogger("audit");
    private static final ListAppender<ILoggingEvent> LINES = new ListAppender<>();
    private static TestCluster cluster;

    /** One attempt. @param token whose token was stolen: {@code all} has no limits, {@code lab} has */
    private record Attempt(String token, JobRequestBuilder wish, String refusal) {}

    @BeforeAll
    static void start() throws Exception {
        write("home/.irods/.irodsA", "the password");
        write("home/.aws/credentials", "the key");
        write("secrets/redis_password", "the other password");
        write("data/lab/run/a.dat", "a");
        write("data/other/b.dat", "b");
        Files.createLink(directory.resolve("data/lab/run/hard.dat"), directory.resolve("secrets/redis_password"));
        Files.createSymbolicLink(directory.resolve("data/lab/out"), directory.resolve("data/other"));
        Files.createSymbolicLink(directory.resolve("data/lab/etc"), Path.of("/etc"));
        Path tokens = Files.write(directory.resolve("tokens"), List.of("all operator " + TokenDigest.of("all"),
                "lab operator " + TokenDigest.of("lab") + " sources=" + directory.resolve("data/lab") + " targets="
                        + HOME
                        + "/lab users=nobody resources=demoResc"));
        OwnFiles own = OwnFiles
                .of(Map.of("HOME", directory.resolve("home").toString(), "IRODS_INGEST_REDIS_PASSWORD_FILE",
                        directory.resolve("secrets/redis_password").toString()));
        Guard guard = new Guard(SourceRoots.usual(own), Guard.usual().profiles(), Guard.usual().stores());
        LINES.start();
        AUDIT.addAppender(LINES);
        cluster = TestCluster.start(directory.resolve("vault"),
                OrchestratorSettings.onLoopback().asking(TokensFile.open(tokens)), guard);
    }

    @AfterAll
    static void end() throws IOException {
        AUDIT.detachAppender(LINES);
        cluster.close();
    }

    static Stream<Arguments> attempts() {
        return Stream.of(of("secrets of the container", "all", reading("/run/secrets"), "/run"),
                of("the environment of the process", "all", reading("/proc/self"), "where no source may be"),
                of("a process' view of the root", "all", reading("/proc/1"), "where no source may be"),
                of("passwords of the machine", "all", reading("/etc"), "where no source may be"),
                of("a detour to them", "all", reading("/usr/../etc"), "'..' element"),
                of("devices", "all", reading("/dev"), "where no source may be"),
                of("another name of /run", "all", reading("/var/run"), "where no source may be"),
                of("the password of iRODS", "all", reading(in("home/.irods")), "belongs to the worker"),
                of("keys of Amazon", "all", reading(in("home/.aws")), "belongs to the worker"),
                of("a link to the machine's passwords", "all", reading(in("data/lab/etc")), "where no source may be"),
                of("a check of the password of iRODS", "all", reading(in("home/.irods")).mode("CHECK"),
                        "belongs to the worker"),
                of("another's data", "lab", reading(in("data/other")), "is not below"),
                of("another's data by a link", "lab", reading(in("data/lab/out")), "is limited to"),
                of("another's target", "lab", of(in("data/lab/run"), HOME + "/other"), "is not below"),
                of("another's user", "lab", of(in("data/lab/run"), HOME + "/lab/x").asUser("rods#tempZone"),
                        "acting for rods#tempZone"),
                of("another's user by an event handler", "lab",
                        handled("as_user: {zone: tempZone, name: alice}"), "acting for alice#tempZone"),
                of("code", "all", of(in("data/lab/run"), HOME + "/x")
                        .eventHandler(new EventHandlerFile("jar", "h.jar", "UEsDBA==")), "needs the role admin"),
                of("the cloud's metadata", "all", bucket("169.254.169.254", false), "no store may be at"),
                of("the workers' credentials", "all", bucket("127.0.0.1:1", false), "IRODS_INGEST_S3_ENDPOINTS"),
                of("them in clear", "all", bucket("s3.amazonaws.com", true), "IRODS_INGEST_S3_ENDPOINTS"),
                of("a profile over a system file", "all", of(in("data/lab/run"), HOME + "/x").profile("/etc/crontab"),
                        "must be a name"),
                of("a profile beside the directory", "all", of(in("data/lab/run"), HOME + "/x").profile(".."),
                        "must be a name"),
                of("a profile nobody asked for", "all", of(in("data/lab/run"), HOME + "/x").profile("p"),
                        "IRODS_INGEST_PROFILE_DIR"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attempts")
    void isRefusedAndWrittenDown(String what, Attempt attempt) throws Exception {
        LINES.list.clear();
        AdminClient client = client(attempt.token());

        assertThat(outcome(client, attempt.wish())).contains(attempt.refusal());

        await().atMost(PATIENCE).until(() -> List.copyOf(LINES.list).stream().map(ILoggingEvent::getFormattedMessage)
                .anyMatch(line -> line.contains(attempt.refusal())
                        && (line.contains("by " + attempt.token() + " (operator)")
                                || line.contains("of " + attempt.token() + " is refused"))));
    }

    @Test
    void aHardLinkToASecretFailsAndTheRestIsDone() throws Exception {
        AdminClient client = client("lab");
        JobView job = ended(client, client.start(of(in("data/lab/run"), HOME + "/lab/run").operation("PUT")
                .resource("demoResc").build()));

        assertThat(job.state()).isEqualTo("COMPLETED_WITH_FAILURES");
        assertThat(job.count("uploaded")).isEqualTo(1);
        assertThat(client.failures(job.id(), 10).failures()).singleElement().satisfies(failure -> {
            assertThat(failure.path()).endsWith("/hard.dat");
            assertThat(failure.error()).contains("belongs to the worker");
        });
    }

    @Test
    void jobsOfOthersAreNotTouched() throws Exception {
        JobView job = client("all").start(of(in("data/other"), HOME + "/other").jobName("others").build());
        for (String order : List.of("stop", "pause", "retry")) {
            assertThat(refusal(() -> {
                switch (order) {
                    case "stop" -> client("lab").stop(job.id());
                    case "pause" -> client("lab").pause(job.id());
                    default -> client("lab").retry(job.id());
                }
            })).contains("token 'lab' is limited");
        }
    }

    @FunctionalInterface
    private interface Wish {
        void send() throws Exception;
    }

    private static String refusal(Wish wish) throws Exception {
        try {
            wish.send();
            return "it was done";
        } catch (CommandException refused) {
            return refused.getMessage();
        }
    }

    /** Why a wish was refused, or why its job could not be done. */
    private static String outcome(AdminClient client, JobRequestBuilder wish) throws Exception {
        try {
            JobView job = ended(client, client.start(wish.build()));
            return job.error().orElse("it was done: " + job.state());
        } catch (CommandException refused) {
            return refused.getMessage();
        }
    }

    private static JobView ended(AdminClient client, JobView job) {
        return await().atMost(PATIENCE).until(() -> client.job(job.id()), JobView::ended);
    }

    private static AdminClient client(String token) {
        return new AdminClient(URI.create(cluster.url()), Optional.of(token));
    }

    private static Arguments of(String what, String token, JobRequestBuilder wish, String refusal) {
        return Arguments.of(what, new Attempt(token, wish, refusal));
    }

    private static JobRequestBuilder reading(String source) {
        return of(source, HOME + "/lab/loot");
    }

    private static JobRequestBuilder of(String source, String target) {
        return JobRequest.of(source, target).operation("PUT").resource("demoResc");
    }

    private static JobRequestBuilder handled(String yaml) {
        return of(in("data/lab/run"), HOME + "/lab/y").eventHandler(new EventHandlerFile("yaml", "h.yaml",
                Base64.getEncoder().encodeToString(yaml.getBytes(StandardCharsets.UTF_8))));
    }

    private static JobRequestBuilder bucket(String endpoint, boolean insecure) {
        return of("/bucket/p", HOME + "/x")
                .s3(new S3Request(Optional.of(endpoint), null, null, Optional.of(insecure), null,
                        null, null, null, null));
    }

    private static String in(String below) {
        return directory.resolve(below).toString();
    }

    private static void write(String file, String text) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
