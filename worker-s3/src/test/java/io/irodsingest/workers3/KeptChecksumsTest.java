package io.irodsingest.workers3;

import static io.irodsingest.workers3.checksum.ChecksumAlgorithm.CRC32;
import static io.irodsingest.workers3.checksum.ChecksumAlgorithm.CRC32C;
import static io.irodsingest.workers3.checksum.ChecksumAlgorithm.CRC64NVME;
import static io.irodsingest.workers3.checksum.ChecksumAlgorithm.MD5;
import static io.irodsingest.workers3.checksum.ChecksumAlgorithm.SHA1;
import static io.irodsingest.workers3.checksum.ChecksumAlgorithm.SHA256;
import static io.irodsingest.workers3.checksum.ChecksumAlgorithm.SHA512;
import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.workers3.checksum.StoredChecksum;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.StorageClass;

class KeptChecksumsTest {
    private static final String HASH = "827ccb0eea8a706c4c34a16891f84e7b";
    private static final String FOUR = base64(4);
    private static final String EIGHT = base64(8);

    @Test
    void anEtagThatIsAnMd5Counts() {
        assertThat(kept('"' + HASH + '"', head -> head)).containsExactly(etag());
        assertThat(kept(HASH.toUpperCase(Locale.ROOT), head -> head)).containsExactly(etag());
        assertThat(kept('"' + HASH + '"', head -> head.serverSideEncryption("AES256"))).containsExactly(etag());
    }

    @Test
    void anEtagThatIsNoMd5OfTheContentDoesNot() {
        for (String other : List.of('"' + HASH + "-3\"", "\"0x8D4BCC2E4835CD0\"", "\"" + HASH + "0\"",
                "\"zzzccb0eea8a706c4c34a16891f84e7b\"", "")) {
            assertThat(kept(other, head -> head)).as(other).isEmpty();
        }
        for (String encryption : List.of("aws:kms", "aws:kms:dsse", "aws:fsx", "of tomorrow")) {
            assertThat(kept(HASH, head -> head.serverSideEncryption(encryption))).as(encryption).isEmpty();
        }
        assertThat(kept(HASH, head -> head.sseCustomerAlgorithm("AES256"))).isEmpty();
        assertThat(kept(HASH, head -> head.storageClass(StorageClass.EXPRESS_ONEZONE))).isEmpty();
    }

    @Test
    void noEtagCountsWhenTheUserSaysSo() {
        HeadObjectResponse head = HeadObjectResponse.builder().eTag(HASH).checksumCRC32(FOUR).build();

        assertThat(KeptChecksums.of(head, true)).containsExactly(new StoredChecksum(CRC32, FOUR, false));
    }

    @Test
    void theBestChecksumComesFirst() {
        List<StoredChecksum> all = kept(HASH,
                head -> head.checksumMD5(base64(16)).checksumSHA512(base64(64)).checksumSHA1(base64(20))
                        .checksumSHA256(base64(32)).checksumCRC64NVME(EIGHT).checksumCRC32(FOUR).checksumCRC32C(FOUR));
        assertThat(all).extracting(StoredChecksum::algorithm).containsExactly(CRC32C, CRC32, CRC64NVME, SHA256, SHA1,
                SHA512, MD5, MD5);
        assertThat(all.getLast()).isEqualTo(etag());
        assertThat(kept(HASH, head -> head.checksumCRC64NVME(EIGHT).checksumType(ChecksumType.FULL_OBJECT)))
                .containsExactly(new StoredChecksum(CRC64NVME, EIGHT, false), etag());
    }

    @Test
    void aChecksumOfChecksumsDoesNotCount() {
        assertThat(kept(HASH + "-3", head -> head.checksumCRC32(FOUR).checksumType(ChecksumType.COMPOSITE))).isEmpty();
        assertThat(kept(HASH + "-3", head -> head.checksumCRC32(FOUR + "-3"))).isEmpty();
        assertThat(kept(HASH + "-3", head -> head.checksumSHA256(base64(32) + "-3").checksumType("COMPOSITE")))
                .isEmpty();
    }

    @Test
    void whatIsNoChecksumOfItsAlgorithmDoesNotCount() {
        assertThat(kept("", head -> head.checksumCRC64NVME(FOUR))).isEmpty();
        assertThat(kept("", head -> head.checksumCRC32("???"))).isEmpty();
        assertThat(kept("", head -> head.checksumCRC32(""))).isEmpty();
        assertThat(kept("", head -> head.checksumCRC32(FOUR.replace("=", ""))))
                .containsExactly(new StoredChecksum(CRC32, FOUR, false));
    }

    private static StoredChecksum etag() {
        return new StoredChecksum(MD5, HASH, true);
    }

    private static List<StoredChecksum> kept(String etag, UnaryOperator<HeadObjectResponse.Builder> head) {
        return KeptChecksums.of(head.apply(HeadObjectResponse.builder().eTag(etag)).build(), false);
    }

    private static String base64(int length) {
        return Base64.getEncoder().encodeToString(new byte[length]);
    }
}
