package io.irodsingest.common.handlerfile;

import io.irodsingest.handlerapi.Entry;
import io.irodsingest.handlerapi.EventHandler;
import io.irodsingest.handlerapi.Job;
import io.irodsingest.handlerapi.Session;
import java.util.EnumMap;
import java.util.Map;

/** Which method of an event handler each hook is. */
public final class Hooks {
    private static final Map<Hook, String> METHODS = new EnumMap<>(Hook.class);

    static {
        for (Hook hook : Hook.values()) {
            METHODS.put(hook, camelCase(hook.name()));
        }
    }

    private Hooks() {}

    public static String method(Hook hook) {
        return METHODS.get(hook);
    }

    /** Whether an event handler may ask there for an entry to be left out. */
    public static boolean maySkip(Hook hook) {
        return hook != Hook.PRE_JOB && hook.name().startsWith("PRE_");
    }

    /** @param entry null for the hooks of the job */
    public static void call(EventHandler handler, Hook hook, Job job, Entry entry, Session session) throws Exception {
        switch (hook) {
            case PRE_JOB -> handler.preJob(job, session);
            case POST_JOB -> handler.postJob(job, session);
            case PRE_COLL_CREATE -> handler.preCollCreate(job, entry, session);
            case POST_COLL_CREATE -> handler.postCollCreate(job, entry, session);
            case PRE_COLL_MODIFY -> handler.preCollModify(job, entry, session);
            case POST_COLL_MODIFY -> handler.postCollModify(job, entry, session);
            case PRE_COLL_DELETE -> handler.preCollDelete(job, entry, session);
            case POST_COLL_DELETE -> handler.postCollDelete(job, entry, session);
            case PRE_DATA_OBJ_CREATE -> handler.preDataObjCreate(job, entry, session);
            case POST_DATA_OBJ_CREATE -> handler.postDataObjCreate(job, entry, session);
            case PRE_DATA_OBJ_MODIFY -> handler.preDataObjModify(job, entry, session);
            case POST_DATA_OBJ_MODIFY -> handler.postDataObjModify(job, entry, session);
            case PRE_DATA_OBJ_DELETE -> handler.preDataObjDelete(job, entry, session);
            case POST_DATA_OBJ_DELETE -> handler.postDataObjDelete(job, entry, session);
        }
    }

    private static String camelCase(String name) {
        StringBuilder method = new StringBuilder();
        for (String word : name.split("_")) {
            String rest = word.substring(1).toLowerCase(java.util.Locale.ROOT);
            method.append(method.isEmpty() ? Character.toLowerCase(word.charAt(0)) : word.charAt(0)).append(rest);
        }
        return method.toString();
    }
}
