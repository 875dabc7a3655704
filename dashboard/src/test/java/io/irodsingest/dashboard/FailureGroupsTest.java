package io.irodsingest.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.adminapi.FailureList;
import io.irodsingest.adminapi.FailureList.Failure;
import io.irodsingest.dashboard.FailureGroups.Group;
import io.irodsingest.dashboard.FailureGroups.Groups;
import io.irodsingest.dashboard.FailureGroups.Page;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes failures one group. */
class FailureGroupsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "no space left on vault | no space left on vault",
            "cannot read '/data/a b': permission denied | cannot read '…': permission denied",
            "cannot read /data/x/1.txt: permission denied | cannot read …: permission denied",
            "s3://bucket/key (404) | … (#)",
            "iRODS error -818000 for object 17 of 1,024 | iRODS error -# for object # of #",
            "\"a\" is no object | '…' is no object",
            "user and/or group | user and/or group"})
    void reasonsLeaveOutWhatIsDifferent(String error, String reason) {
        assertThat(FailureGroups.reason(error)).isEqualTo(reason);
    }

    @Test
    void theLargestGroupComesFirstWithItsFirstExamples() throws Exception {
        Groups groups = FailureGroups.of(FailureGroupsTest::failures);

        assertThat(groups.complete()).isTrue();
        assertThat(groups.groups()).extracting(Group::reason).containsExactly("cannot read '…'", "rare");
        assertThat(groups.groups()).extracting(Group::count).containsExactly(2_493L, 7L);
        assertThat(groups.groups().getFirst().examples()).extracting(Failure::path).containsExactly("/1", "/2", "/3");
    }

    @Test
    void aPageOfOneReasonGoesOnWhereItEnded() throws Exception {
        Page first = FailureGroups.page(FailureGroupsTest::failures, "rare", 0, 4);
        Page second = FailureGroups.page(FailureGroupsTest::failures, "rare", first.next(), 4);

        assertThat(first.failures()).extracting(Failure::path).containsExactly("/0", "/400", "/800", "/1200");
        assertThat(second.failures()).extracting(Failure::path).containsExactly("/1600", "/2000", "/2400");
        assertThat(second.next()).isEqualTo(-1);
    }

    @Test
    void aTableHasAllOfThemAndNoFormulas() throws Exception {
        StringBuilder all = new StringBuilder();
        FailureTable.write(FailureGroupsTest::failures, all);
        StringBuilder odd = new StringBuilder();
        FailureTable.write((offset, limit) -> new FailureList(offset, limit,
                List.of(new Failure("/a,\"b\"", "=1+1", Instant.EPOCH))), odd);

        assertThat(all.toString().lines()).hasSize(2_501).endsWith(
                "\"/2499\",\"cannot read '/2499'\",\"1970-01-01T00:00:00Z\"");
        assertThat(odd).hasToString(
                "\"path\",\"error\",\"at\"\r\n\"/a,\"\"b\"\"\",\"'=1+1\",\"1970-01-01T00:00:00Z\"\r\n");
    }

    /** 2,500 of them, of which every 400th is rare. */
    private static FailureList failures(int offset, int limit) {
        List<Failure> page = IntStream.range(offset, Math.min(offset + limit, 2_500))
                .mapToObj(i -> new Failure("/" + i, i % 400 == 0 ? "rare" : "cannot read '/" + i + "'", Instant.EPOCH))
                .toList();
        return new FailureList(offset, limit, page);
    }
}
