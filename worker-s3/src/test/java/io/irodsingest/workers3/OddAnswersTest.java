package io.irodsingest.workers3;

import io.irodsingest.s3store.StoreUnavailableException;
import io.irodsingest.s3store.StoreClient;
import io.irodsingest.s3store.StoreRetries;
import io.irodsingest.s3store.S3Store;
import io.irodsingest.s3store.S3Credentials;
import io.irodsingest.s3store.InterruptibleHttpClient;
import io.irodsingest.workers3.key.KeyOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.irods.IrodsSession.Content;
import io.irodsingest.ingesttasks.S3Options;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.secret.Secret;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.ingesttasks.Directory;
import io.irodsingest.common.tls.TrustedAuthorities;
import io.irodsingest.ingest.source.Listing;
import io.irodsingest.ingest.source.Source;
import io.irodsingest.ingest.source.Source.Seen;
import io.irodsingest.workers3.OddStore.Asked;
import io.irodsingest.workers3.OddStore.Given;
import java.io.IOException;
import java.net.URI;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Stores that do what no store should, as proxies and gateways do. */
@Timeout(60)
class OddAnswersTest {
    private static final IngestSpec SPEC = IngestSpec.of(new RawPath("/b"), "/tempZone/home/rods/x", Operation.PUT);
    private static final List<String> FIVE = List.of("a", "b", "bad", "c", "d");

    private final Buckets buckets = new Buckets(8, TrustedAuthorities.OF_JVM, TestBucket::impatience);
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        buckets.close();
    }

    @ParameterizedTest
    @CsvSource({"500, InternalError, fails with status 500", "502, '', fails with status 502",
            "503, SlowDown, asks to slow down"})
    void oneObjectThatAStoreAlwaysFailsForTakesNoOtherAway(int status, String code, String words) throws Exception {
        OddStore store = store(asked -> asked.isListing()
                ? OddStore.listing(FIVE, false, "")
                : asked.path().contains("bad") ? OddStore.error(status, code) : OddStore.object(1));
        List<Seen> seen = source(store).look(paths(FIVE), false);
        for (int i = 0; i < FIVE.size(); i++) {
            Seen one = seen.get(i);
            if (FIVE.get(i).equals("bad")) {
                assertThatThrownBy(one::get).isInstanceOf(IOException.class)
                        .isNotInstanceOf(StoreUnavailableException.class).hasMessageContaining(words)
                        .hasMessageMatching(".*also after (several|3) tries.*")
                        .hasMessageEndingWith("; for other objects it answers");
            } else {
                assertThat(one.get()).isPresent();
            }
        }
    }

    @Test
    void anObjectThatComesBackInTheMeantimeIsSeen() throws Exception {
        OddStore store = store(asked -> asked.isListing()
                ? OddStore.listing(FIVE, false, "")
                : asked.path().contains("bad") && count("bad") <= 4 ? OddStore.error(500, "") : OddStore.object(1));
        assertThat(source(store).look(paths(List.of("bad")), false).getFirst().get()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStoreThatFailsForAllObjectsIsAway(boolean lists) throws Exception {
        OddStore store = store(asked -> asked.isListing() && lists
                ? OddStore.listing(FIVE, false, "")
                : OddStore.error(500, "InternalError"));
        assertThatThrownBy(() -> source(store).look(paths(FIVE), false)).isInstanceOfSatisfying(
                UnavailableException.class, away -> {
                    assertThat(away.dependency()).isEqualTo(Dependency.S3);
                    assertThat(away.address()).isEqualTo(store.endpoint().getAuthority());
                    assertThat(away).hasMessageContaining("500").message().hasLineCount(1);
                });
    }

    @Test
    void aStoreThatKeepsQuietIsAwayAfterFewTries() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        OddStore store = store(asked -> {
            awaitQuietly(end);
            return OddStore.object(1);
        });
        try (Buckets deaf = new Buckets(new StoreClient.Making(8, TrustedAuthorities.OF_JVM,
                () -> TestBucket.impatience().toBuilder().maxAttempts(StoreRetries.TRIES).build(),
                Duration.ofMillis(300)))) {
            Bucket bucket = deaf.bucket(TestBucket.storeAt(store.endpoint()), new S3Credentials.Nobody(), "b");
            assertThatThrownBy(() -> S3Object.head(bucket, "a")).isInstanceOf(StoreUnavailableException.class)
                    .hasMessageStartingWith(store.endpoint().getAuthority() + " does not answer: ");
            assertThat(store.requests().stream().filter(asked -> asked.isFor("HEAD", "a")))
                    .hasSize(InterruptibleHttpClient.MOST_SILENCES);
        } finally {
            end.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anObjectThatBreaksOffEachTimeFailsAlone() throws Exception {
        OddStore store = store(asked -> asked.isListing()
                ? OddStore.listing(FIVE, false, "")
                : asked.method().equals("HEAD") ? OddStore.object(1) : OddStore.error(500, "InternalError"));
        Source source = source(store);
        Content bad = source.look(paths(List.of("bad")), false).getFirst().get().orElseThrow().content();
        assertThatThrownBy(() -> read(bad)).isNotInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("also after 3 tries").hasMessageEndingWith("for other objects it answers");
    }

    @ParameterizedTest
    @CsvSource({"No-Length, how large the object is", "Last-Modified, when the object was modified"})
    void aHeadThatDoesNotTellAllFailsThatObject(String field, String words) throws Exception {
        OddStore store = store(asked -> !asked.path().contains("bad")
                ? OddStore.object(1)
                : field.equals("No-Length")
                        ? OddStore.object(1).with(field, "yes")
                        : OddStore.object(1).without(field));
        List<Seen> seen = source(store).look(paths(FIVE), false);
        assertThat(seen.stream().filter(one -> one.entry().isPresent())).hasSize(4);
        assertThatThrownBy(seen.get(2)::get).hasMessageEndingWith("does not tell " + words);
    }

    @Test
    void aTimeThatIsNoneFailsThatObject() throws Exception {
        OddStore store = store(asked -> asked.path().contains("bad")
                ? OddStore.object(1).with("Last-Modified", "a while ago")
                : OddStore.object(1));
        List<Seen> seen = source(store).look(paths(FIVE), false);
        assertThat(seen.stream().filter(one -> one.entry().isPresent())).hasSize(4);
        assertThatThrownBy(seen.get(2)::get).message().hasLineCount(1);
    }

    @Test
    void timesOutOfRangeAreTakenAndTold() throws Exception {
        assertThat(ObjectEntry.stamp(1, Long.MAX_VALUE / 1000, "e")).isEqualTo(ObjectEntry.stamp(1,
                Long.MAX_VALUE / 1000, "e")).isNotEqualTo(ObjectEntry.stamp(1, Long.MAX_VALUE / 1001, "e"));
        assertThat(ObjectEntry.stamp(1, -Long.MAX_VALUE / 1000, "e").modifiedNanos()).isNegative();
        OddStore store = store(asked -> OddStore.Given.of(200, "<ListBucketResult><IsTruncated>false</IsTruncated>"
                + "<Contents><Key>far</Key><LastModified>9999-11-26T10:00:00.000Z</LastModified><Size>1</Size></Contents>"
                + "</ListBucketResult>"));
        assertThat(listed(store).names()).hasSize(1);
    }

    @Test
    void aListingThatForgetsToSayHowItGoesOnIsReadOn() throws Exception {
        List<String> keys = Stream.iterate(1, i -> i <= 30, i -> i + 1).map(i -> "key%02d".formatted(i)).toList();
        OddStore store = store(asked -> {
            String after = asked.parameter("start-after");
            List<String> rest = keys.stream().filter(key -> key.compareTo(after) > 0).limit(10).toList();
            return OddStore.listing(rest, !rest.isEmpty() && !rest.contains("key30"), "");
        });
        assertThat(names(listed(store))).containsExactlyInAnyOrderElementsOf(keys);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<NextContinuationToken>same</NextContinuationToken>"})
    void aListingThatDoesNotGoOnEnds(String token) throws Exception {
        OddStore store = store(asked -> OddStore.listing(List.of("a", "b"), true, token));
        assertThatThrownBy(() -> listed(store)).isInstanceOf(IOException.class)
                .hasMessageContaining("lists the same again and again");
    }

    @Test
    void keysThatComeAgainOnTheNextPageAreOne() throws Exception {
        OddStore store = store(asked -> asked.parameter("continuation-token").isEmpty()
                ? OddStore.listing(List.of("a", "b"), true, "<NextContinuationToken>t</NextContinuationToken>"
                        + "<CommonPrefixes><Prefix>p/</Prefix></CommonPrefixes>")
                : OddStore.listing(List.of("b", "c"), false, "<CommonPrefixes><Prefix>p/</Prefix></CommonPrefixes>"));
        Listing listing = listed(store);
        assertThat(names(listing)).containsExactlyInAnyOrder("a", "b", "c", "p");
        assertThat(listing.refused()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"odd&#x1;key", "odd\u0001key", "odd&#0;key", "odd&#xD800;key"})
    void aKeyThatXmlCannotHoldTakesNoOtherAway(String key) throws Exception {
        OddStore store = store(asked -> OddStore.listing(List.of("a", key, "b"), false, ""));
        Listing listing = listed(store);
        assertThat(names(listing)).containsExactlyInAnyOrder("a", "b");
        assertThat(listing.refused()).singleElement()
                .satisfies(refused -> assertThat(refused.reason()).contains("cannot be read"));
    }

    @Test
    void aPercentSignThatStandsForItselfIsOne() throws Exception {
        OddStore store = store(asked -> OddStore.listing(List.of("a%20b", "100%", "c%zz"), false,
                "<EncodingType>url</EncodingType>"));
        assertThat(names(listed(store))).containsExactlyInAnyOrder("a b", "100%", "c%zz");
    }

    @Test
    void anObjectOfWhichTheListingDoesNotTellAllIsToldAndTakesNoOtherAway() throws Exception {
        OddStore store = store(asked -> OddStore.Given.of(200, "<ListBucketResult><IsTruncated>false</IsTruncated>"
                + "<Contents><Key>a</Key><LastModified>2026-11-26T10:00:00.000Z</LastModified></Contents>"
                + "<Contents><Key>b</Key><Size>1</Size></Contents><Contents><Key>c</Key><Size>1</Size>"
                + "<LastModified>2026-11-26T10:00:00.000Z</LastModified></Contents></ListBucketResult>"));
        Listing listing = listed(store);
        assertThat(names(listing)).containsExactly("c");
        assertThat(listing.refused()).hasSize(2).allSatisfy(
                refused -> assertThat(refused.reason()).contains("does not tell"));
    }

    @Test
    void whatIsNoListingIsToldInOneLine() throws Exception {
        OddStore store = store(asked -> Given.of(200, "<html><body>Welcome!"));
        assertThatThrownBy(() -> listed(store)).message().hasLineCount(1).contains(store.endpoint().getAuthority());
    }

    @Test
    void slashesInARowAreTold() throws Exception {
        OddStore store = store(asked -> OddStore.listing(List.of("a"), false,
                "<CommonPrefixes><Prefix>/</Prefix></CommonPrefixes>"));
        Listing listing = listed(store);
        assertThat(listing.refused()).singleElement().satisfies(
                refused -> assertThat(refused.reason()).contains("empty name between slashes"));
    }

    @Test
    void metadataIsTextWhoeverWroteIt() throws Exception {
        String utf8 = new String("Jürgen".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        OddStore store = store(asked -> OddStore.object(1).with("x-amz-meta-author", utf8)
                .with("x-amz-meta-owner", "=?UTF-8?Q?Andr=C3=A9?="));
        assertThat(
                source(store).look(paths(List.of("a")), false).getFirst().get().orElseThrow().attributes().metadata())
                .isEqualTo(Map.of("author", "Jürgen", "owner", "André"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"refuses the condition", "gives another ETag"})
    void anObjectThatHasOneEtagToLookAtAndAnotherToReadIsRead(String how) throws Exception {
        OddStore store = store(asked -> asked.method().equals("HEAD")
                ? OddStore.object(1).with("ETag", "\"0123456789abcdef0123456789abcdef\"")
                : how.startsWith("refuses") && asked.header().containsKey("if-match")
                        ? OddStore.error(412, "PreconditionFailed")
                        : OddStore.object(1).with("ETag", "\"of the manifest\""));
        Content content = source(store).look(paths(List.of("a")), false).getFirst().get().orElseThrow().content();
        assertThat(read(content)).hasSize(1);
        content.checkUnchanged();
    }

    @Test
    void anObjectThatChangesWhileItIsReadWithoutConditionIsNoticed() throws Exception {
        OddStore store = store(asked -> asked.method().equals("HEAD")
                ? OddStore.object(1).with("ETag", count("HEAD") < 3 ? "\"one\"" : "\"other\"")
                : OddStore.object(1).with("ETag", "\"of the manifest\""));
        Content content = source(store).look(paths(List.of("a")), false).getFirst().get().orElseThrow().content();
        assertThat(read(content)).hasSize(1);
        assertThatThrownBy(content::checkUnchanged)
                .hasMessageContaining("changed while it was read");
    }

    @Test
    void weakEtagsAreNoConditionAndAreTheSame() throws Exception {
        OddStore store = store(asked -> asked.header().containsKey("if-match")
                ? OddStore.error(412, "PreconditionFailed")
                : OddStore.object(1).with("ETag", asked.method().equals("HEAD") ? "W/\"e\"" : "\"e\""));
        Content content = source(store).look(paths(List.of("a")), false).getFirst().get().orElseThrow().content();
        assertThat(read(content)).hasSize(1);
        content.checkUnchanged();
        assertThat(store.requests()).hasSize(2);
        assertThat(ObjectEntry.stamp(1, 1, "W/\"e\"")).isEqualTo(ObjectEntry.stamp(1, 1, "\"e\""))
                .isEqualTo(ObjectEntry.stamp(1, 1, "e"));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void aRedirectWithinTheStoreIsFollowedAndSignedAnew(int status) throws Exception {
        OddStore right = store(asked -> OddStore.object(1));
        OddStore first = store(asked -> Given.of(status, "", "Location", right.endpoint() + asked.path()));
        assertThat(source(first).look(paths(List.of("a")), false).getFirst().get()).isPresent();
        String host = right.requests().getFirst().header().get("host");
        assertThat(host).isEqualTo(right.endpoint().getAuthority());
        assertThat(right.requests().getFirst().header().get("authorization"))
                .isNotEqualTo(first.requests().getFirst().header().get("authorization"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://elsewhere.invalid/b/a", "http://169.254.169.254/b/a"})
    void aRedirectToAnotherHostIsToldAndNotFollowed(String location) throws Exception {
        OddStore store = store(asked -> Given.of(307, "", "Location", location));
        assertThatThrownBy(source(store).look(paths(List.of("a")), false).getFirst()::get)
                .hasMessageContaining("says that the bucket b is at http://" + location.split("/")[2])
                .hasMessageContaining("--s3-endpoint-domain");
    }

    @ParameterizedTest
    @CsvSource({"https://s3.amazonaws.com, https://b.s3-eu-west-1.amazonaws.com/a, https://s3-eu-west-1.amazonaws.com",
            "https://s3.amazonaws.com, https://b.s3.evil.org/a, ''", "https://store.lab, http://store.lab/b/a, ''",
            "https://store.lab, https://eu.store.lab:81/b/a, https://eu.store.lab:81",
            "https://store.lab, https://b.store.lab/a, https://store.lab", "http://store.lab, ftp://store.lab/a, ''",
            "https://store.lab, https://xstore.lab/b/a, ''", "https://store.lab, /b/a, ''"})
    void nobodyIsLedAway(String store, String location, String to) {
        AwsServiceException answer = S3Exception.builder().statusCode(307)
                .awsErrorDetails(AwsErrorDetails.builder().sdkHttpResponse(
                        SdkHttpResponse.builder().statusCode(307).putHeader("Location", location).build()).build())
                .build();
        assertThat(Redirects.next(bucket(store, new S3Credentials.Nobody()), answer).flatMap(S3Store::address))
                .isEqualTo(Optional.of(to).filter(uri -> !uri.isEmpty()).map(URI::create));
        assertThat(Redirects.next(bucket(store, new S3Credentials.FromMachine()), answer).isPresent())
                .as("with the workers' credentials").isEqualTo(to.contains("amazonaws"));
    }

    private Bucket bucket(String store, S3Credentials credentials) {
        return buckets.bucket(
                StoreOptions.store(new S3Options(URI.create(store).getAuthority(), "us-east-1", Optional.empty(),
                        store.startsWith("http:"), 8, false, Optional.empty(), Optional.empty(), Optional.empty(),
                        false,
                        false)),
                credentials, "b");
    }

    @Test
    void redirectsInACircleEnd() throws Exception {
        List<OddStore> two = new ArrayList<>();
        Function<Asked, Given> other = asked -> Given.of(307, "", "Location",
                two.get(asked.header().get("host").equals(two.get(0).endpoint().getAuthority()) ? 1 : 0).endpoint()
                        + asked.path());
        two.add(store(other));
        two.add(store(other));
        assertThatThrownBy(source(two.getFirst()).look(paths(List.of("a")), false).getFirst()::get)
                .isInstanceOf(IOException.class).hasMessageContaining("says that the bucket b is at");
    }

    @ParameterizedTest
    @CsvSource({"403, AccessDenied, its tags not (s3:GetObjectTagging)", "501, NotImplemented, keeps no tags"})
    void tagsThatCannotBeHadAreToldWithTheWayOut(int status, String code, String words) throws Exception {
        OddStore store = store(asked -> asked.path().endsWith("?tagging")
                ? OddStore.error(status, code)
                : OddStore.object(1));
        assertThatThrownBy(source(store).look(paths(List.of("a")), true).getFirst()::get)
                .hasMessageContaining(words).hasMessageEndingWith("; --s3-ignore-tags does without them");
        S3Store without = StoreOptions
                .store(new S3Options(store.endpoint().getAuthority(), "us-east-1", Optional.empty(), true,
                        8, false, Optional.empty(), Optional.empty(), Optional.empty(), false, true));
        assertThat(source(SPEC, without).look(paths(List.of("a")), true).getFirst().get()).isPresent();
    }

    @Test
    void whatIsRegisteredIsLookedAtByAListing() throws Exception {
        List<String> keys = Stream.iterate(100, i -> i < 150, i -> i + 1).map(i -> "k" + i).toList();
        OddStore store = store(asked -> {
            if (asked.parameter("prefix").startsWith("gone")) {
                return OddStore.listing(List.of(), false, "");
            }
            String after = asked.parameter("start-after").replaceAll("%.*", "");
            return asked.isListing()
                    ? OddStore.listing(keys.stream().filter(key -> key.compareTo(after) > 0).limit(20).toList(),
                            after.compareTo("k129") < 0, "<NextContinuationToken>t</NextContinuationToken>")
                    : asked.path().contains("gone") ? OddStore.error(404, "NoSuchKey") : OddStore.object(1);
        });
        IngestSpec registers = IngestSpec.of(new RawPath("/b"), "/tempZone/home/rods/x", Operation.REGISTER_SYNC);
        S3Source source = source(registers, TestBucket.storeAt(store.endpoint()));
        List<Seen> seen = source.look(paths(keys), false);
        assertThat(seen).hasSize(50).allSatisfy(one -> assertThat(one.get()).isPresent());
        assertThat(seen.getFirst().get().orElseThrow().stamp()).isEqualTo(ObjectEntry.stamp(1, 1_795_687_200, "\"e\""));
        assertThat(store.requests()).hasSize(3).allMatch(Asked::isListing);
        assertThat(store.requests()).extracting(asked -> asked.parameter("max-keys"))
                .as("as many as there are keys, with some in between; then whole pages")
                .containsExactly("100", "1000", "1000");
        assertThat(source.look(paths(List.of("k100", "k101", "k102", "gone")), false).getLast().entry()).isEmpty();
    }

    @Test
    void aNameRightBeforeAKeyIsBeforeIt() {
        for (String key : List.of("a", "ab/c0", "x\u0001", "é", "a\uD83D\uDE00", "\uE000", "a!", "b/ ")) {
            assertThat(KeyOrder.KEYS.compare(ListedLook.before(key), key)).isNegative();
        }
    }

    private OddStore store(Function<Asked, Given> answers) throws IOException {
        OddStore store = new OddStore(answers);
        open.add(store);
        return store;
    }

    /** Requests of the first store that are of a method or about a key. */
    private long count(String what) {
        return ((OddStore) open.getFirst()).requests().stream()
                .filter(asked -> asked.method().equals(what) || asked.path().contains(what)).count();
    }

    private S3Source source(OddStore store) {
        return source(SPEC, TestBucket.storeAt(store.endpoint()));
    }

    private S3Source source(IngestSpec spec, S3Store store) {
        return new S3Source(spec,
                buckets.bucket(store, new S3Credentials.KeyPair("AKEXAMPLE", new Secret("hidden")), "b"),
                new ObjectKeys(""));
    }

    private Listing listed(OddStore store) throws Exception {
        return source(store).list(new Directory(RawPath.EMPTY, false, 0), DirectoryKey.of(SPEC, RawPath.EMPTY),
                Set.of());
    }

    private static List<String> names(Listing listing) {
        return listing.names().stream().map(name -> name.raw().text().orElseThrow()).toList();
    }

    private static List<RawPath> paths(List<String> keys) {
        return keys.stream().map(key -> new RawPath("/b/" + key)).toList();
    }

    private static byte[] read(Content content) throws IOException {
        try (InputStream in = Channels.newInputStream(content.open(0, 1))) {
            return in.readAllBytes();
        }
    }
}
