package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.adminapi.FailureList.Failure;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.output.Progress;
import io.irodsingest.cli.client.Watch;
import io.irodsingest.standalone.Catalog.Copy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;

/** Sources in buckets: every operation and delete mode, and what can be wrong with a bucket. */
class S3Test extends ClusterTest {
    private TestBucket bucket;

    @BeforeEach
    void start() throws Exception {
        bucket = new TestBucket();
    }

    @AfterEach
    void end() throws IOException {
        bucket.close();
    }

    @ParameterizedTest
    @CsvSource({"PUT,existing", "PUT_SYNC,uploaded"})
    void objectsAreUploadedAndFollowed(String operation, String whenChanged) throws Exception {
        bucket.put("data/a", "first");
        bucket.put("data/deep/er/b", "second");
        bucket.put("data/empty", "");
        bucket.put("database", "beside the prefix");

        JobView first = cluster.run(bucket.job("data", TARGET).operation(operation));

        assertThat(first.state()).isEqualTo("COMPLETED");
        assertThat(first.count("uploaded")).isEqualTo(3);
        assertThat(first.count("directories")).isEqualTo(3);
        assertThat(catalog.replicas(TARGET).keySet()).containsExactly(TARGET + "/a", TARGET + "/deep/er/b",
                TARGET + "/empty");
        assertContent("a", "first");
        assertContent("deep/er/b", "second");
        assertThat(cluster.run(bucket.job("data", TARGET).operation(operation)).count("unchanged")).isEqualTo(3);

        bucket.put("data/a", "FIRST");
        JobView changed = cluster.run(bucket.job("data", TARGET).operation(operation));
        assertThat(changed.count("unchanged")).isEqualTo(2);
        assertThat(changed.count(whenChanged)).isEqualTo(1);
        assertContent("a", operation.equals("PUT") ? "first" : "FIRST");
    }

    @Test
    void objectsAreAppended() throws Exception {
        bucket.put("log", "one");
        cluster.run(bucket.job("", TARGET).operation("PUT_APPEND"));
        bucket.put("log", "one two");

        JobView job = cluster.run(bucket.job("", TARGET).operation("PUT_APPEND"));

        assertThat(job.count("appended")).isEqualTo(1);
        assertContent("log", "one two");
    }

    @Test
    void objectsAreRegisteredWhereTheyAre() throws Exception {
        bucket.put("data/a b%", "first");

        JobView job = cluster.run(bucket.job("data", TARGET));

        assertThat(job.count("registered")).isEqualTo(1);
        assertThat(catalog.copies(TARGET + "/a b%")).singleElement().satisfies(copy -> {
            assertThat(copy.physicalPath()).isEqualTo('/' + bucket.name() + "/data/a b%");
            assertThat(copy.size()).isEqualTo(5);
        });
        bucket.put("data/a b%", "longer than before");
        assertThat(cluster.run(bucket.job("data", TARGET)).count("updated")).isEqualTo(1);
        assertThat(catalog.copies(TARGET + "/a b%")).extracting(Copy::size).containsExactly(18L);
    }

    @ParameterizedTest
    @CsvSource({"REGISTER_SYNC,UNREGISTER", "PUT_SYNC,TRASH", "PUT_APPEND,NO_TRASH"})
    void whatIsGoneIsDeleted(String operation, String mode) throws Exception {
        for (String key : List.of("stays", "lost", "gone/1", "gone/deep/2")) {
            bucket.put(key, key);
        }
        cluster.run(bucket.job("", TARGET).operation(operation));
        bucket.delete("lost", "gone/1", "gone/deep/2");

        JobView job = cluster.run(bucket.job("", TARGET).operation(operation).deleteMode(mode));

        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(job.count("deleted")).isEqualTo(3);
        assertThat(job.count("collections_deleted")).isEqualTo(2);
        assertThat(catalog.replicas(TARGET).keySet()).containsExactly(TARGET + "/stays");
        bucket.delete("stays");
        JobView emptied = cluster.run(bucket.job("", TARGET).operation(operation).deleteMode(mode));
        assertThat(emptied.state()).as("a bucket that lost everything").isEqualTo("FAILED");
        assertThat(catalog.replicas(TARGET).keySet()).containsExactly(TARGET + "/stays");
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "percent%41", "plus+and&amp", "quote'\"`", "üñï/cødé 文字", "back\\slash",
            "#?*",
            "tab\there", "trailing dot."})
    void oddKeysArrive(String key) throws Exception {
        bucket.put(key, key);

        JobView job = cluster.run(bucket.job("", TARGET).operation("PUT_SYNC").deleteMode("NO_TRASH"));

        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(catalog.replicas(TARGET).keySet()).containsExactly(TARGET + '/' + key);
        assertContent(key, key);
        assertThat(cluster.run(bucket.job("", TARGET).operation("PUT_SYNC").deleteMode("NO_TRASH")).count("unchanged"))
                .isEqualTo(1);
        assertThat(catalog.replicas(TARGET).keySet()).containsExactly(TARGET + '/' + key);
    }

    @Test
    void metadataOfObjectsGetsToTheCatalog() throws Exception {
        bucket.client().putObject(request -> request.bucket(bucket.name()).key("a").metadata(Map.of("sample", "s-17")),
                RequestBody.fromString("content"));
        bucket.put("b", "without");

        JobView job = cluster.run(bucket.job("", TARGET).operation("PUT").eventHandler(Handlers.yaml(directory, """
                metadata:
                  - on: data_object
                    when: create
                    attribute: s3::sample
                    value: ${metadata.Sample}
                """)));

        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(catalog.metadata(TARGET + "/a")).singleElement().asString().contains("s3::sample", "s-17");
        assertThat(catalog.metadata(TARGET + "/b").toString()).doesNotContain("s3::sample");
    }

    @Test
    void aRetryGoesOnWithWhatWasNotDeletedAndTellsOfKeysAgain() throws Exception {
        for (String key : List.of("stays", "lost", "gone/1", "gone/2")) {
            bucket.put(key, key);
        }
        cluster.run(bucket.job("", TARGET).operation("PUT_SYNC"));
        bucket.delete("lost", "gone/1", "gone/2");
        JobView failed = cluster.run(
                bucket.job("", TARGET).operation("PUT_SYNC").deleteMode("NO_TRASH").filesPerTask(1).maxDelete(2L));
        assertThat(failed.state()).isEqualTo("COMPLETED_WITH_FAILURES");
        assertThat(failed.count("deleted")).isEqualTo(2);
        assertThat(cluster.client().failures(failed.id(), 10).failures()).as("of the source as a whole, too")
                .extracting(Failure::path).contains('/' + bucket.name());

        cluster.client().retry(failed.id());
        JobView mended = Watch.untilEnd(cluster.client(), failed.id(), Progress.NONE);

        assertThat(mended.error()).isEmpty();
        assertThat(mended.state()).isEqualTo("COMPLETED");
        assertThat(catalog.replicas(TARGET).keySet()).containsExactly(TARGET + "/stays");
    }

    @Test
    void aWrongKeyAndAMissingBucketFailTheJob() throws Exception {
        bucket.put("a", "object");

        JobView wrong = cluster.run(bucket.job("", TARGET, bucket.endpoint(), "wrong secret"));
        assertThat(wrong.state()).isEqualTo("FAILED");
        assertThat(wrong.error().orElseThrow()).contains("secret key").doesNotContain("wrong secret");

        JobView missing = cluster.run(bucket.job("x", TARGET).jobName("missing"));
        assertThat(missing.state()).isEqualTo("COMPLETED");
        TestBucket gone = new TestBucket();
        gone.close();
        JobView noBucket = cluster.run(gone.job("", TARGET));
        assertThat(noBucket.state()).isEqualTo("FAILED");
        assertThat(noBucket.error().orElseThrow()).contains("no bucket " + gone.name());
        assertThat(cluster.client().failures(wrong.id(), 10).failures()).extracting(Failure::error).isEmpty();
    }

    private void assertContent(String name, String content) throws Exception {
        assertThat(catalog.copies(TARGET + '/' + name)).singleElement().satisfies(copy -> {
            assertThat(copy.status()).isEqualTo("1");
            assertThat(copy.size()).isEqualTo(content.getBytes(java.nio.charset.StandardCharsets.UTF_8).length);
            assertThat(Path.of(copy.physicalPath())).hasContent(content);
        });
    }
}
