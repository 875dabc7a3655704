package io.irodsingest.common.state.redis.batch;

import io.irodsingest.common.state.redis.lua.LuaText;
import java.util.Locale;

/** The scripts of batches; what each wants and answers stands at its head, in the resource file of its name. */
enum BatchScript {
    STAGE, UNSTAGE, APPEND, CONTENT, READ, PUT, RESERVE, LOOK, SETTLE, ENLIST, LIST;

    private final String text = LuaText.of("shared", "batch/head", "batch/" + name().toLowerCase(Locale.ROOT));

    String text() {
        return text;
    }
}
