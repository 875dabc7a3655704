package io.irodsingest.filedoor.door;

import io.irodsingest.filedoor.bucket.Bucket;
import io.irodsingest.filedoor.config.DoorConfig.BucketPrefix;

/** What a door has below its prefix. */
record BucketPlaces(Bucket bucket, BucketRegister register, BucketDone done, BucketRejection rejection) {
    static BucketPlaces of(Bucket bucket, BucketPrefix prefix, Step.Listener steps) {
        return new BucketPlaces(bucket, new BucketRegister(bucket, prefix.done() + ".register/"),
                new BucketDone(bucket, prefix.done(), steps), new BucketRejection(bucket, prefix.rejected(), steps));
    }
}
