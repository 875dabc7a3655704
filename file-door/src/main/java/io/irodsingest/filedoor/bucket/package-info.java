/** Objects below a prefix of a bucket, as doors need them: the only place of this module that knows the client of S3. */
package io.irodsingest.filedoor.bucket;
