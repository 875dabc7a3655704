package io.irodsingest.common.state.redis.lua;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Reads scripts, which are resources of this module. */
public final class LuaText {
    private static final String DIRECTORY = "/io/irodsingest/common/state/redis/";

    private LuaText() {}

    /** @param names of files in the directory of scripts, without their ending: they are put one behind the other */
    public static String of(String... names) {
        return Arrays.stream(names).map(LuaText::read).collect(Collectors.joining());
    }

    private static String read(String name) {
        try (InputStream in = LuaText.class.getResourceAsStream(DIRECTORY + name + ".lua")) {
            if (in == null) {
                throw new IllegalStateException("script " + name + " is missing in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("script " + name + " cannot be read", unreadable);
        }
    }
}
