package io.irodsingest.common.irods;

import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.UnavailableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Tells things whose requests break their connection each time, whatever the reason, from a server that is away. After each loss
 * the server is asked something harmless on a new connection: when it does not answer, it is away, and that is nobody's fault;
 * when it answers, the request that was on its way is to blame. Of several that were on their way together, each is sent alone
 * from then on. A thing that lost its connection {@value #MOST} times so has failed, and the others go on. Belongs to one
 * thread.
 *
 * @param <T> what requests are about; told apart by equals
 */
public final class ConnectionLosses<T> {
    public static final int MOST = 3;
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 2000;
    /** SYS_SOCK_READ_ERR in rodsErrorTable.h. */
    private static final int LOST = -116_000;

    private final BiConsumer<T, String> failed;
    private final Map<T, Integer> losses = new HashMap<>();
    private final Set<T> suspects = new HashSet<>();
    private List<T> underWay = List.of();
    private int lossesOfNothing;

    /** Work on a session. */
    @FunctionalInterface
    public interface Work<R> {
        R run() throws UnavailableException, IrodsException, InterruptedException;
    }

    /** Requests about some things. */
    @FunctionalInterface
    public interface Request<R, E extends Exception> {
        R send() throws UnavailableException, IrodsException, InterruptedException, E;
    }

    /** @param failed takes a thing that is given up, and the reason for the user */
    public ConnectionLosses(BiConsumer<T, String> failed) {
        this.failed = failed;
    }

    /**
     * Runs work, and runs it again after each loss that was the fault of what was on its way.
     *
     * @param work has to bear being run again, and leaves out what has failed
     * @throws UnavailableException when the server is away
     * @throws IrodsException when requests broke their connections of which is not known what they are about
     */
    public <R> R run(IrodsSession session, Work<R> work)
            throws UnavailableException, IrodsException, InterruptedException {
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            try {
                underWay = List.of();
                return work.run();
            } catch (UnavailableException lost) {
                if (lost.dependency() != Dependency.IRODS || Thread.currentThread().isInterrupted() || isAway(lost)
                        || !answers(session, lost)) {
                    throw lost;
                }
                blame(lost);
            }
            Thread.sleep(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    /** Sends requests that are about some things. */
    public <R, E extends Exception> R during(List<T> things, Request<R, E> request)
            throws UnavailableException, IrodsException, InterruptedException, E {
        List<T> around = underWay;
        underWay = things;
        R result = request.send();
        underWay = around;
        if (things.size() == 1) {
            suspects.remove(things.getFirst());
        }
        return result;
    }

    /** Puts things together that may be sent together, in their order as far as that goes. */
    public List<List<T>> groups(Collection<T> things) {
        List<T> together = new ArrayList<>();
        List<List<T>> groups = new ArrayList<>();
        for (T thing : things) {
            if (suspects.contains(thing)) {
                groups.add(List.of(thing));
            } else {
                together.add(thing);
            }
        }
        if (!together.isEmpty()) {
            groups.addFirst(together);
        }
        return groups;
    }

    private void blame(UnavailableException lost) throws IrodsException {
        if (underWay.isEmpty()) {
            if (++lossesOfNothing >= MOST) {
                throw new IrodsException(LOST, reason(lost));
            }
        } else if (underWay.size() > 1) {
            suspects.addAll(underWay);
        } else {
            T thing = underWay.getFirst();
            suspects.add(thing);
            if (losses.merge(thing, 1, Integer::sum) >= MOST) {
                failed.accept(thing, reason(lost));
            }
        }
    }

    private static String reason(UnavailableException lost) {
        return IrodsError.CONNECTION_LOST.meaning() + ' ' + MOST + " times in this request, while the server answered"
                + " others: " + lost.getMessage();
    }

    /** Whether work that looks for the culprit itself has found out that the server does not answer. */
    private static boolean isAway(UnavailableException lost) {
        return Arrays.stream(lost.getSuppressed()).anyMatch(UnavailableException.class::isInstance);
    }

    private static boolean answers(IrodsSession session, UnavailableException lost) {
        try {
            session.exists("/");
            return true;
        } catch (UnavailableException away) {
            lost.addSuppressed(away);
            return false;
        } catch (IrodsException answered) {
            return true;
        }
    }
}
