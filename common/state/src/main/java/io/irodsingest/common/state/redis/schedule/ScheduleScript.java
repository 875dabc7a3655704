package io.irodsingest.common.state.redis.schedule;

import io.irodsingest.common.state.redis.lua.LuaText;
import java.util.Locale;

/** The scripts of schedules; what each wants and answers stands at its head, in the resource file of its name. */
enum ScheduleScript {
    CREATE, CHANGE, LOOK, HANDED_OVER, RUNS, READ, BY_NAME, ATTACHED, COUNT, PAGE, NAMED, FORGET;

    private final String text = LuaText.of("shared", "schedule/head", "schedule/" + name().toLowerCase(Locale.ROOT));

    String text() {
        return text;
    }
}
