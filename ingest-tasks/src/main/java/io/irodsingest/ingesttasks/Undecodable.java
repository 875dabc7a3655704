package io.irodsingest.ingesttasks;

/** What becomes of an entry that is to be registered under a physical path that is not valid UTF-8, which catalogs refuse. */
public enum Undecodable {
    /** It fails, with the reason. */
    FAIL,
    /** It is uploaded, as PUT_SYNC does it. */
    UPLOAD,
    /** It is left out. */
    SKIP
}
