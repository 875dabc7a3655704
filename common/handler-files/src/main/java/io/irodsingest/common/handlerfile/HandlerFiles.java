package io.irodsingest.common.handlerfile;

import io.irodsingest.common.job.HandlerFile;
import io.irodsingest.common.job.HandlerFile.Form;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Files of event handlers: what they must look like. Nothing of them is run. */
public final class HandlerFiles {
    private HandlerFiles() {}

    /**
     * Looks into a file without running anything of it.
     *
     * @throws InvalidHandlerException when it is no event handler
     */
    public static HandlerFile check(Form form, String fileName, byte[] content) throws InvalidHandlerException {
        switch (form) {
            case YAML -> YamlHandler.parse(fileName, content);
            case JAR -> HandlerJar.read(fileName, content);
            case PYTHON -> PythonSource.check(fileName, content);
        }
        return new HandlerFile(form, fileName, digest(content));
    }

    /** SHA-256 in hexadecimal digits. */
    public static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
