package io.irodsingest.common.state.redis.lua;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads what {@link BinaryScripts} answer. Pure. */
public final class ScriptAnswers {
    private ScriptAnswers() {}

    /** @param answer a whole number, or its digits */
    public static long number(Object answer) {
        return answer instanceof Number number ? number.longValue() : Long.parseLong(text(answer));
    }

    public static String text(Object answer) {
        return answer instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : answer.toString();
    }

    @SuppressWarnings("unchecked")
    public static List<Object> list(Object answer) {
        return (List<Object>) answer;
    }
}
