package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.cli.command.IrodsIngest;
import io.irodsingest.testservers.JvmProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The S3 server for trying out, as a process. */
class S3ServerTest {
    private static final String SECRET = "0123456789abcdef";

    @TempDir
    private Path directory;
    private Path keypair;

    @BeforeEach
    void writeKeyPair() throws IOException {
        keypair = Files.writeString(directory.resolve("keypair"), "ingest\n" + SECRET + '\n');
    }

    @Test
    void filesOfADirectoryAreObjectsOfItsBucket() throws IOException {
        Path tree = Files.createDirectories(directory.resolve("tree/below")).getParent();
        Files.writeString(tree.resolve("a file"), "one");
        Files.writeString(tree.resolve("below/other"), "two");
        try (JvmProcess server = JvmProcess.start(new JvmProcess.Program("io.irodsingest.standalone.Main",
                List.of("-Xmx128m"), List.of("s3-server", "--directory", directory.resolve("s3").toString(),
                        "--keypair", keypair.toString(), "--bucket", "ingest", "--fill", tree.toString(), "--port",
                        "0"),
                Map.of(), "listens on"), directory.resolve("log"))) {
            Matcher address = Pattern.compile("http://127\\.0\\.0\\.1:\\d+").matcher(server.readyLine());
            assertThat(address.find()).as(server.readyLine()).isTrue();
            try (S3Client client = S3Client.builder().endpointOverride(URI.create(address.group()))
                    .region(Region.US_EAST_1).forcePathStyle(true).httpClientBuilder(Apache5HttpClient.builder())
                    .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("ingest", SECRET)))
                    .build()) {
                assertThat(client.listObjectsV2(request -> request.bucket("ingest")).contents())
                        .allSatisfy(object -> assertThat(object.eTag()).isNotEmpty()).extracting(S3Object::key)
                        .containsExactlyInAnyOrder("a file", "below/other");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0,short,'needs a secret key of at least 16 characters'", "127.0.0.1,,'key pair has two'",
            "127.0.0.1,short,'--fill needs a --bucket'"})
    void wrongUseIsSaidInOneSentence(String bind, String secret, String sentence) throws IOException {
        Files.writeString(keypair, "ingest\n" + (secret == null ? "" : secret) + '\n');
        CommandLine line = IrodsIngest.commandLine().addSubcommand(new S3ServerCommand());
        StringWriter said = new StringWriter();
        line.setErr(new PrintWriter(said, true));

        int exitCode = IrodsIngest.run(line, "s3-server", "--directory", directory.resolve("s3").toString(),
                "--keypair", keypair.toString(), "--bind", bind,
                sentence.contains("--fill") ? "--fill=" + directory : "--port=0");

        assertThat(exitCode).isEqualTo(2);
        assertThat(said.toString().lines()).singleElement().asString().contains(sentence);
    }
}
