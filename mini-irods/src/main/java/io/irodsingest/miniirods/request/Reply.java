package io.irodsingest.miniirods.request;

import io.irodsingest.miniirods.wire.ErrorMessage;
import java.util.List;

/**
 * What a request is answered with.
 *
 * @param message a packing instruction as XML, empty for none
 * @param bytes the byte stream
 * @param progress packing instructions that go out before, each as a frame of its own that the client confirms
 */
public record Reply(int status, String message, byte[] bytes, List<ErrorMessage> errors, List<String> progress) {
    private static final byte[] NOTHING = {};

    public static Reply status(int status) {
        return message(status, "");
    }

    public static Reply message(int status, String message) {
        return of(status, message, NOTHING);
    }

    public static Reply bytes(int status, byte[] bytes) {
        return of(status, "", bytes);
    }

    public static Reply of(int status, String message, byte[] bytes) {
        return new Reply(status, message, bytes, List.of(), List.of());
    }

    public static Reply failure(int status, String message, List<ErrorMessage> errors) {
        return new Reply(status, message, NOTHING, errors, List.of());
    }

    public Reply after(List<String> steps) {
        return new Reply(status, message, bytes, errors, steps);
    }
}
