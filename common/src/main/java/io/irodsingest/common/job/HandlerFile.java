package io.irodsingest.common.job;

/**
 * Which event handler a job has; its content is kept beside the job's record.
 *
 * @param fileName for messages: the name of the file that the user gave
 * @param digest SHA-256 of the content, in hexadecimal digits
 */
public record HandlerFile(Form form, String fileName, String digest) {
    /** What the content is. */
    public enum Form {
        /** A declaration in YAML, without code. */
        YAML,
        /** A jar with classes of which one implements the event handler. */
        JAR
    }
}
