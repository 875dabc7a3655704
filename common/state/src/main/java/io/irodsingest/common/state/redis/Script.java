package io.irodsingest.common.state.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The Lua scripts; what each wants and answers stands at its head, in the resource file of its name. */
enum Script {
    DRAFT, CLAIM(true), CONFIRM, LOOK(true), ENTER(true), SETTLE(true), FORGET(true), ADOPT(true), RESTED(
            true), PAGE, NAMED, CHANGE, COMMIT, PUBLISHED, UNPUBLISHED, PENDING, REPUBLISHED, IN_HAND, LOST, STRAYS, TAKE, BEGUN, DUE, DELAY, GIVE_BACK, LEAVE, FAIL, BEGIN, RETRY, RENEW, RESUME, RESERVE, MARKS, MARKED, HOOK, BEAT, ALIVE, DRAIN, KEEP_LETTER, DROP_LETTER, PACE;

    private static final String SHARED = "shared";
    private static final String INDEX = "index";

    private final String text;
    private final String sha;

    Script() {
        this(false);
    }

    /** @param ofIndex whether its keys are those of the index of jobs */
    Script(boolean ofIndex) {
        text = read(SHARED) + (ofIndex ? read(INDEX) : "") + read(name().toLowerCase(Locale.ROOT));
        sha = sha1(text);
    }

    String text() {
        return text;
    }

    /** The name under which Redis keeps a loaded script. */
    String sha() {
        return sha;
    }

    private static String read(String name) {
        try (InputStream in = Script.class.getResourceAsStream(name + ".lua")) {
            if (in == null) {
                throw new IllegalStateException("script " + name + " is missing in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("script " + name + " cannot be read", unreadable);
        }
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-1", impossible);
        }
    }
}
