package io.irodsingest.batchtasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import io.irodsingest.batchtasks.OutputPlace.Bucket;
import io.irodsingest.batchtasks.OutputPlace.Collection;
import io.irodsingest.batchtasks.OutputPlace.Directory;
import io.irodsingest.common.job.InvalidJobException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputPlaceTest {
    @Test
    void eachKindOfPlaceIsRead() {
        assertThat(OutputPlace.parse("file:/data//out/")).isEqualTo(new Directory("/data/out"))
                .hasToString("file:/data/out");
        assertThat(OutputPlace.parse("irods:/zone/home/lab")).isEqualTo(new Collection("/zone/home/lab"))
                .hasToString("irods:/zone/home/lab");
        assertThat(OutputPlace.parse("s3://bucket")).isEqualTo(new Bucket("bucket", "")).hasToString("s3://bucket");
        assertThat(OutputPlace.parse("s3://bucket/")).isEqualTo(new Bucket("bucket", ""));
        assertThat(OutputPlace.parse("s3://bucket/a//b/")).isEqualTo(new Bucket("bucket", "a/b"))
                .hasToString("s3://bucket/a/b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/data", "file:data", "file:/", "irods:", "irods:///", "s3:/bucket", "s3://",
            "s3://-/x",
            "file:/data/../etc", "irods:/zone/..", "s3://bucket/../other", "ftp://host/x"})
    void whatIsNoPlaceIsRefused(String text) {
        assertThatExceptionOfType(InvalidJobException.class).isThrownBy(() -> OutputPlace.parse(text));
    }

    @Test
    void aNulIsRefused() {
        assertThatExceptionOfType(InvalidJobException.class).isThrownBy(() -> OutputPlace.parse("file:/a\0b"));
    }

    @Test
    void aBucketCoversWhatIsBelowItsPrefix() {
        Bucket lab = new Bucket("bucket", "lab");
        assertThat(lab.covers(new Bucket("bucket", "lab"))).isTrue();
        assertThat(lab.covers(new Bucket("bucket", "lab/out"))).isTrue();
        assertThat(lab.covers(new Bucket("bucket", "laboratory"))).isFalse();
        assertThat(lab.covers(new Bucket("bucket", ""))).isFalse();
        assertThat(lab.covers(new Bucket("other", "lab"))).isFalse();
        assertThat(new Bucket("bucket", "").covers(lab)).isTrue();
    }

    @Test
    void filesOfQueriesAreWrittenAndReadAsTheyAre() {
        List<QueryFile> files = List.of(new QueryFile("a.csv", "one", 3, 700_000), new QueryFile("b", "one", 0, 0));
        assertThat(QueryFile.decode(QueryFile.encode(files))).isEqualTo(files);
        assertThat(files.getFirst().field(2)).isEqualTo("one/a.csv/2").isNotEqualTo(QueryFile.INDEX);
        byte[] part = new byte[QueryFile.PART_BYTES];
        new Random(1).nextBytes(part);
        assertThat(QueryFile.plain(QueryFile.compressed(part))).isEqualTo(part);
        assertThat(List.of("a.csv", "1", "x_y-z")).allMatch(QueryFile::isName);
        assertThat(List.of("", ".a", "a/b", "a b", "ä", "x".repeat(101))).noneMatch(QueryFile::isName);
    }
}
