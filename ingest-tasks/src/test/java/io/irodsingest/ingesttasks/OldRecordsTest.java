package io.irodsingest.ingesttasks;

import static org.assertj.core.api.Assertions.assertThat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.common.job.CharacterReplacement;
import io.irodsingest.common.job.Grant;
import io.irodsingest.common.job.HandlerFile;
import io.irodsingest.common.job.HandlerFile.Form;
import io.irodsingest.common.job.JobChain;
import io.irodsingest.common.job.JobLimits;
import io.irodsingest.common.job.JobOptions;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobSpecCodec;
import io.irodsingest.common.job.JobTiming;
import io.irodsingest.common.job.Lane;
import io.irodsingest.common.job.Limits;
import io.irodsingest.common.job.RetryPolicy;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.handlerapi.User;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifications as the version before wrote them, which knew no work but ingests, are read, and what is written it can read. */
class OldRecordsTest {
    private static final String FULL = """
            {"name":"full","source":"/data/%FF","target":"/tempZone/home/x","operation":"PUT_SYNC",\
            "deleteMode":"TRASH","resource":"disk","filesPerTask":20,"ignoreCache":true,\
            "options":{"mode":"DRY_RUN","initialIngest":true,"checksum":true,"interval":5400.000000000,\
            "exclusions":{"kinds":["LINK"],"fileNames":[".*\\\\.tmp"],"directoryNames":[".*/cache"]},\
            "queues":{"FILE":"fast"},"retries":{"most":3,"delay":10.000000000,"timeout":300.000000000},\
            "maxDelete":7,"allowEmptySource":true,"handler":{"form":"YAML","fileName":"h.yaml","digest":"abc",\
            "seal":"seal"},"asUser":{"zone":"tempZone","name":"alice"},"characterMap":[{"regex":"[?]",\
            "to":"_"}],"profile":"daily","idleDisconnect":30.000000000,"limits":{"parallelTasks":4,\
            "bytesPerSecond":4096},"compare":"CHECKSUM","undecodable":"SKIP"},\
            "traceParent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01","grant":{"by":"lab",\
            "admin":true,"limits":{"sources":["/data"],"targets":["/tempZone"],"users":["alice#tempZone"],\
            "resources":["disk"]}},"s3":false}""";
    private static final String BUCKET = """
            {"name":"bucket","source":"/b/p","target":"/tempZone/home/x","operation":"PUT",\
            "deleteMode":"DO_NOT_DELETE","filesPerTask":50,"ignoreCache":false,"options":{"mode":"APPLY",\
            "initialIngest":false,"checksum":false,"exclusions":{"kinds":[],"fileNames":[],"directoryNames":[]},\
            "queues":{},"retries":{"most":0,"delay":0.0,"timeout":3600.000000000},"allowEmptySource":false,\
            "characterMap":[],"limits":{},"s3":{"endpointDomain":"store.lab:9000","regionName":"us-east-1",\
            "proxyUrl":"http://proxy:3128","insecureConnection":true,"multipartChunksizeInMib":8,\
            "ignoreEtag":false,"sealedKeyPair":"sealed","addressingStyle":"PATH","anonymous":false,\
            "ignoreTags":true},"compare":"QUICK","undecodable":"FAIL"},"grant":{"by":"","admin":false,\
            "limits":{"sources":[],"targets":[],"users":[],"resources":[]}},"s3":true}""";
    private static final String PLAIN = """
            {"name":"plain","source":"/data","target":"/tempZone/home/x","operation":"REGISTER_SYNC",\
            "deleteMode":"DO_NOT_DELETE","filesPerTask":50,"ignoreCache":false,"options":{"mode":"APPLY",\
            "initialIngest":false,"checksum":false,"exclusions":{"kinds":[],"fileNames":[],"directoryNames":[]},\
            "queues":{},"retries":{"most":0,"delay":0.0,"timeout":3600.000000000},"allowEmptySource":false,\
            "characterMap":[],"limits":{},"compare":"QUICK","undecodable":"FAIL"},"grant":{"by":"",\
            "admin":false,"limits":{"sources":[],"targets":[],"users":[],"resources":[]}},"s3":false}""";
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void allThatAnOldRecordSaysIsRead() throws Exception {
        IngestSpec work = new IngestSpec(
                new IngestSource(new RawPath("/data/%FF"), Optional.empty(),
                        new Exclusions(Set.of(EntryKind.LINK), List.of(".*\\.tmp"), List.of(".*/cache"))),
                new IngestTarget("/tempZone/home/x", Optional.of("disk"),
                        List.of(new CharacterReplacement("[?]", "_"))),
                new SyncOptions(Operation.PUT_SYNC, Mode.DRY_RUN, 20, true, true, true, Compare.CHECKSUM,
                        Undecodable.SKIP, Optional.empty()),
                new DeleteOptions(DeleteMode.TRASH, OptionalLong.of(7), true),
                Optional.of(new HandlerFile(Form.YAML, "h.yaml", "abc", Optional.of("seal"))));
        JobOptions options = new JobOptions(Optional.of(Duration.ofMinutes(90)), Map.of(IngestLane.FILE, "fast"),
                new RetryPolicy(3, Duration.ofSeconds(10), Duration.ofMinutes(5)),
                new JobLimits(OptionalInt.of(4), OptionalLong.of(4096), OptionalInt.empty()), Optional.of("daily"),
                Optional.of(new User("tempZone", "alice")), Optional.of(Duration.ofSeconds(30)), JobTiming.NONE);

        assertThat(JobSpecCodec.decode(FULL)).isEqualTo(new JobSpec("full", work, options,
                Optional.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
                new Grant("lab", true, new Limits(List.of("/data"), List.of("/tempZone"), List.of("alice#tempZone"),
                        List.of("disk"))),
                JobChain.NONE));
    }

    @Test
    void anOldRecordOfABucketIsRead() throws Exception {
        JobSpec spec = JobSpecCodec.decode(BUCKET);

        S3Options s3 = IngestSpec.of(spec).from().s3().orElseThrow();
        assertThat(s3.endpointDomain()).isEqualTo("store.lab:9000");
        assertThat(s3.sealedKeyPair()).contains("sealed");
        assertThat(spec.queue(IngestLane.FILE)).isEqualTo("s3-file");
        assertThat(spec.queue(IngestLane.DELETE)).isEqualTo("delete");
    }

    @Test
    void anOldRecordWithNothingSpecialIsRead() throws Exception {
        assertThat(JobSpecCodec.decode(PLAIN)).isEqualTo(new JobSpec("plain",
                IngestSpec.of(new RawPath("/data"), "/tempZone/home/x", Operation.REGISTER_SYNC)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "2", "1000"})
    void bundlesStandInARecordAsTheyWereAskedFor(String how) throws Exception {
        IngestSpec work = IngestSpec.of(new RawPath("/data"), "/tempZone/home/x", Operation.PUT)
                .with(SyncOptions.of(Operation.PUT).bundling(Bundling.parse(how)));
        JobSpec spec = new JobSpec("bundles", work);

        String record = JobSpecCodec.encode(spec);

        assertThat(JSON.readTree(record).at("/options/bundle").asText()).isEqualTo(how);
        assertThat(JobSpecCodec.decode(record)).isEqualTo(spec);
        assertThat(IngestCourse.of(work).steps()).singleElement()
                .satisfies(step -> assertThat(step.task().type()).isEqualTo("SweepBundles"));
    }

    @Test
    void aRecordOfAVersionWithFewerOptionsIsRead() throws Exception {
        JobSpec spec = JobSpecCodec
                .decode("""
                        {"name":"j","source":"/data","target":"/z/x","operation":"PUT","filesPerTask":50,"ignoreCache":false}""");

        assertThat(spec).isEqualTo(new JobSpec("j", IngestSpec.of(new RawPath("/data"), "/z/x", Operation.PUT)));
    }

    /** The older reader passes over fields that it does not know, and wants all others where they were. */
    @Test
    void whatIsWrittenStandsWhereTheVersionBeforeLooksForIt() throws Exception {
        for (String old : List.of(FULL, BUCKET, PLAIN)) {
            JsonNode before = JSON.readTree(old);
            JsonNode now = JSON.readTree(JobSpecCodec.encode(JobSpecCodec.decode(old)));
            before.fieldNames().forEachRemaining(name -> {
                // was written, and never read
                if (!name.equals("s3")) {
                    assertThat(now.get(name)).as(name).isEqualTo(before.get(name));
                }
            });
        }
    }

    @Test
    void aJobsTurnAndItsTimesAreReadAgain() throws Exception {
        JobTiming timing = new JobTiming(true, Optional.of(Duration.ofSeconds(1)), Optional.of(Duration.ofMillis(1500)),
                Optional.of(Duration.ofDays(366)));
        JobSpec spec = new JobSpec("j", IngestSpec.of(new RawPath("/data"), "/z/x", Operation.PUT),
                JobOptions.NONE.timed(timing));

        assertThat(JobSpecCodec.decode(JobSpecCodec.encode(spec))).isEqualTo(spec);
        assertThat(spec.queue(IngestLane.FILE)).isEqualTo("file.front");
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        for (String old : List.of(FULL, BUCKET, PLAIN)) {
            JobSpec spec = JobSpecCodec.decode(old);
            assertThat(JobSpecCodec.decode(JobSpecCodec.encode(spec))).isEqualTo(spec);
        }
    }
}
