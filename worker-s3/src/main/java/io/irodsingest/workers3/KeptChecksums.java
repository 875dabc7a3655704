package io.irodsingest.workers3;

import io.irodsingest.workers3.checksum.ChecksumAlgorithm;
import io.irodsingest.workers3.checksum.StoredChecksum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.StorageClass;

/** The checksums of a whole object that the answer to a HEAD tells. */
final class KeptChecksums {
    /** Their ETags are no MD5, whatever they look like. */
    private static final Set<StorageClass> WITHOUT_MD5 = Set.of(StorageClass.EXPRESS_ONEZONE, StorageClass.FSX_OPENZFS,
            StorageClass.FSX_ONTAP);

    private KeptChecksums() {}

    /**
     * The best first, as of {@link ChecksumAlgorithm}.
     *
     * @param ignoreEtag whether the ETag is none of them, whatever it looks like
     */
    static List<StoredChecksum> of(HeadObjectResponse head, boolean ignoreEtag) {
        List<StoredChecksum> kept = new ArrayList<>();
        if (head.checksumType() != ChecksumType.COMPOSITE) {
            for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
                Optional.ofNullable(told(head, algorithm)).flatMap(text -> StoredChecksum.of(algorithm, text))
                        .ifPresent(kept::add);
            }
        }
        if (!ignoreEtag && head.eTag() != null && hasMd5ForEtag(head)) {
            StoredChecksum.ofEtag(head.eTag()).ifPresent(kept::add);
        }
        return kept;
    }

    private static String told(HeadObjectResponse head, ChecksumAlgorithm algorithm) {
        return switch (algorithm) {
            case CRC32C -> head.checksumCRC32C();
            case CRC32 -> head.checksumCRC32();
            case CRC64NVME -> head.checksumCRC64NVME();
            case SHA256 -> head.checksumSHA256();
            case SHA1 -> head.checksumSHA1();
            case SHA512 -> head.checksumSHA512();
            case MD5 -> head.checksumMD5();
        };
    }

    /**
     * Only of what is not encrypted, or with keys of the store's own:
     * <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html">API_Object</a>. One of an object of several
     * parts does not look like it.
     */
    private static boolean hasMd5ForEtag(HeadObjectResponse head) {
        ServerSideEncryption encryption = head.serverSideEncryption();
        return (encryption == null || encryption == ServerSideEncryption.AES256) && head.sseCustomerAlgorithm() == null
                && (head.storageClass() == null || !WITHOUT_MD5.contains(head.storageClass()));
    }
}
