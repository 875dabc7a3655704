package io.irodsingest.ingesttasks;

/** Where the name of a bucket stands in an address of S3. */
public enum AddressingStyle {
    /** {@code https://HOST/BUCKET/KEY}, as most stores other than Amazon's want it. */
    PATH,
    /** {@code https://BUCKET.HOST/KEY}, for which the store needs a name in DNS for each bucket. */
    VIRTUAL
}
