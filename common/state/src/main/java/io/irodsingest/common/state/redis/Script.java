package io.irodsingest.common.state.redis;

import io.irodsingest.common.state.redis.lua.LuaText;
import java.util.Locale;

/** The Lua scripts; what each wants and answers stands at its head, in the resource file of its name. */
enum Script {
    DRAFT, CLAIM(true), CONFIRM, MET, FOLLOW(true), HANDED_OVER, FOLLOWED, UNFOLLOW(true), LOOK(true), ENTER(
            true), SETTLE(true), FORGET(true), ADOPT(true), RESTED(
                    true), PAGE, NAMED, CHANGE, EXPIRE, OVERDUE, COMMIT, PUBLISHED, UNPUBLISHED, PENDING, REPUBLISHED, IN_HAND, LOST, STRAYS, TAKE, BEGUN, DUE, DELAY, GIVE_BACK, LEAVE, FAIL, BEGIN, RETRY, RENEW, RESUME, RESERVE, MARKS, MARKED, HOOK, BEAT, ALIVE, DRAIN, KEEP_LETTER, DROP_LETTER, PACE;

    private static final String SHARED = "shared";
    private static final String INDEX = "index";

    private final String text;

    Script() {
        this(false);
    }

    /** @param ofIndex whether its keys are those of the index of jobs */
    Script(boolean ofIndex) {
        String own = name().toLowerCase(Locale.ROOT);
        text = ofIndex ? LuaText.of(SHARED, INDEX, own) : LuaText.of(SHARED, own);
    }

    String text() {
        return text;
    }
}
