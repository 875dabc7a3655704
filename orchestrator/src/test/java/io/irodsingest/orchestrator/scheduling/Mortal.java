package io.irodsingest.orchestrator.scheduling;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Random;
import java.util.SortedMap;

/**
 * A process that is killed at some call, before it is sent or after it was done and before its answer is heard, and says nothing from then
 * on. Not thread-safe.
 */
final class Mortal {
    private final Random random;
    private final SortedMap<String, Long> kills;
    private long callsLeft;
    private boolean dead;

    /**
     * @param life calls that it lives at most; 0 for without an end
     * @param kills counts at which steps processes were killed
     */
    Mortal(Random random, int life, SortedMap<String, Long> kills) {
        this.random = random;
        this.kills = kills;
        this.callsLeft = life == 0 ? Long.MAX_VALUE : 1 + random.nextInt(life);
    }

    /** No exception that code which goes on after failures would catch. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    boolean isDead() {
        return dead;
    }

    /** The same, as this process calls it. */
    <T> T sees(Class<T> port, T target) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[]{port},
                (proxy, method, arguments) -> {
                    String step = port.getSimpleName() + '.' + method.getName();
                    boolean last = isLast();
                    if (last && random.nextBoolean()) {
                        die("before " + step);
                    }
                    try {
                        Object answer = method.invoke(target, arguments);
                        if (last) {
                            die("after " + step);
                        }
                        return answer;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }

    private boolean isLast() {
        if (dead) {
            throw new Killed();
        }
        callsLeft--;
        return callsLeft == 0;
    }

    private void die(String step) {
        dead = true;
        kills.merge(step, 1L, Long::sum);
        throw new Killed();
    }
}
