package io.irodsingest.workers3;

import io.irodsingest.workers3.key.KeyNames;
import io.irodsingest.workers3.key.KeyRanges;
import io.irodsingest.workers3.key.KeyRange;
import io.irodsingest.workers3.key.KeyOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

@TestInstance(Lifecycle.PER_CLASS)
class PrefixListingTest {
    private static final int MANY = 5000;

    private TestBucket bucket;

    @BeforeAll
    void fill() {
        bucket = new TestBucket();
        bucket.putAll(List.of("tree/", "tree/b", "tree/a", "tree/dir/x", "tree/dir/y", "tree/dir.txt", "tree/zoo/",
                "treehouse", "other/a"));
    }

    @AfterAll
    void close() {
        bucket.close();
    }

    @Test
    void objectsAndDirectoriesAreListedWithoutTheMarkAndWithoutWhatIsDeeper() throws IOException {
        List<ListedPage> pages = pages("tree/", KeyRange.ALL, 1000);
        assertThat(pages).singleElement().satisfies(page -> {
            assertThat(page.objects()).extracting(ListedObject::key).containsExactly("tree/a", "tree/b",
                    "tree/dir.txt");
            assertThat(page.prefixes()).containsExactly("tree/dir/", "tree/zoo/");
            assertThat(page.names()).containsExactly("tree/a", "tree/b", "tree/dir.txt", "tree/dir/", "tree/zoo/");
            assertThat(page.more()).isFalse();
        });
    }

    @Test
    void anObjectIsToldAsAHeadTellsIt() throws IOException {
        ListedObject listed = pages("tree/", KeyRange.ALL, 1000).getFirst().objects().getFirst();
        HeadObjectResponse head = bucket.client()
                .headObject(request -> request.bucket(bucket.name()).key("tree/a"));
        assertThat(listed).isEqualTo(
                new ListedObject("tree/a", 1, head.lastModified().getEpochSecond(), head.eTag()));
        assertThat(Instant.ofEpochSecond(listed.modified())).isBetween(Instant.now().minusSeconds(600), Instant.now());
        assertThat(listed.etag()).startsWith("\"");
    }

    @Test
    void pagesFollowEachOtherWithoutLossAndEndWhenToldTo() throws IOException {
        assertThat(pages("tree/", KeyRange.ALL, 2)).extracting(ListedPage::names).containsExactly(
                List.of("tree/a", "tree/b"), List.of("tree/dir.txt", "tree/dir/"), List.of("tree/zoo/"));
        List<ListedPage> first = new ArrayList<>();
        listing("tree/").read(KeyRange.ALL, 2, page -> {
            first.add(page);
            return false;
        });
        assertThat(first).hasSize(1).first().extracting(ListedPage::more).isEqualTo(true);
    }

    @Test
    void aRangeBeginsBehindAnEntryAndEndsWithOne() throws IOException {
        assertThat(names("tree/", KeyRange.ALL.from("tree/b"))).containsExactly("tree/dir.txt", "tree/dir/",
                "tree/zoo/");
        assertThat(names("tree/", KeyRange.ALL.from("tree/dir/"))).containsExactly("tree/zoo/");
        assertThat(names("tree/", KeyRange.ALL.from("tree/a").through("tree/dir/"))).containsExactly("tree/b",
                "tree/dir.txt", "tree/dir/");
        assertThat(names("tree/", KeyRange.ALL.through("tree/aa"))).containsExactly("tree/a");
        assertThat(names("tree/", KeyRange.ALL.from("tree/zoo/"))).isEmpty();
    }

    @Test
    void aPageThatReachesTheEndOfItsRangeIsTheLast() throws IOException {
        List<ListedPage> pages = new ArrayList<>();
        listing("tree/").read(KeyRange.ALL.through("tree/b"), 2, page -> {
            pages.add(page);
            return false;
        });
        assertThat(pages.getFirst().names()).containsExactly("tree/a", "tree/b");
        assertThat(pages.getFirst().more()).isFalse();
    }

    @Test
    void theFirstEntryBehindANameIsFound() throws IOException {
        assertThat(listing("tree/").firstAfter("tree/")).contains("tree/a");
        assertThat(listing("tree/").firstAfter("tree/dir.txt")).contains("tree/dir/");
        assertThat(listing("tree/").firstAfter("tree/dir/")).contains("tree/zoo/");
        assertThat(listing("tree/").firstAfter("tree/zoo/")).isEmpty();
    }

    @Test
    void aWholeBucketHasATopAndAnEmptyPrefixHasOneEmptyPage() throws IOException {
        assertThat(names("", KeyRange.ALL)).contains("tree/", "treehouse", "other/");
        assertThat(pages("nothing/", KeyRange.ALL, 1000)).singleElement()
                .satisfies(page -> assertThat(page.names()).isEmpty());
    }

    @Test
    void oddKeysAreListedAsTheyAre() throws IOException {
        List<String> keys = List.of("odd/ leading and trailing ", "odd/100%", "odd/%41", "odd/a+b", "odd/a&b<c>\"d'e",
                "odd/back\\slash", "odd/Ünïcödé", "odd/雪😀", "odd/" + "k".repeat(200));
        bucket.putAll(keys);
        List<ListedPage> pages = pages("odd/", KeyRange.ALL, 3);
        assertThat(pages.stream().flatMap(page -> page.names().stream())).containsExactlyInAnyOrderElementsOf(keys);
        for (String key : keys) {
            assertThat(S3Object.head(bucket.direct(), key).size()).isEqualTo(1);
        }
        List<String> sorted = keys.stream().sorted(KeyOrder.KEYS).toList();
        for (int i = 1; i < sorted.size(); i++) {
            assertThat(listing("odd/").firstAfter(sorted.get(i - 1))).contains(sorted.get(i));
        }
    }

    /** Apart from others: the embedded store does not encode where a listing begins and goes on. */
    @Test
    void controlCharactersAreListedAsTheyAre() throws IOException {
        bucket.putAll(List.of("control/tab\tline\nbell\u0007"));
        assertThat(names("control/", KeyRange.ALL)).containsExactly("control/tab\tline\nbell\u0007");
    }

    @Test
    void aBucketThatIsNotThereIsTold() {
        Bucket missing = bucket.other("no-such-bucket");
        assertThatThrownBy(() -> new PrefixListing(missing, "").read(KeyRange.ALL, 10, page -> true))
                .isInstanceOf(IOException.class)
                .hasMessage("there is no bucket no-such-bucket at " + bucket.direct().store().endpoint());
    }

    @ParameterizedTest
    @EnumSource(names = {"CAMERA", "HEX", "CYRILLIC"})
    void aLargeDirectoryIsDividedInTheStoreWithoutLoss(KeyNames names) throws IOException {
        String prefix = names.name() + '/';
        List<String> keys = names.list(prefix, MANY);
        bucket.putAll(keys);
        ListedPage first = firstPage(prefix);
        assertThat(first.names()).hasSize(1000);
        assertThat(first.more()).isTrue();
        AtomicInteger probes = new AtomicInteger();
        String middle = KeyRanges.split(name -> {
            probes.incrementAndGet();
            return listing(prefix).firstAfter(name);
        }, first.names(), KeyRange.ALL).orElseThrow();
        KeyRange rest = KeyRange.ALL.from(first.names().getLast());
        List<String> one = names(prefix, rest.through(middle));
        List<String> other = names(prefix, rest.from(middle));
        assertThat(one).hasSizeBetween(MANY / 20, MANY - 1000 - MANY / 20);
        assertThat(Stream.of(first.names(), one, other).flatMap(List::stream)).containsExactlyElementsOf(keys);
        assertThat(probes).hasValueLessThanOrEqualTo(KeyRanges.MOST_PROBES);
    }

    private ListedPage firstPage(String prefix) throws IOException {
        List<ListedPage> pages = new ArrayList<>();
        listing(prefix).read(KeyRange.ALL, PrefixListing.LARGEST_PAGE, page -> {
            pages.add(page);
            return false;
        });
        return pages.getFirst();
    }

    private PrefixListing listing(String prefix) {
        return new PrefixListing(bucket.direct(), prefix);
    }

    private List<String> names(String prefix, KeyRange range) throws IOException {
        return pages(prefix, range, 1000).stream().flatMap(page -> page.names().stream()).toList();
    }

    private List<ListedPage> pages(String prefix, KeyRange range, int size) throws IOException {
        List<ListedPage> pages = new ArrayList<>();
        listing(prefix).read(range, size, pages::add);
        return pages;
    }
}
