package io.irodsingest.standalone.soak;

import io.irodsingest.standalone.soak.FaultLog.Done;
import io.irodsingest.standalone.soak.Schedule.Step;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Does the faults of some schedules at a time, never two to the same victim, until it is ended. */
final class Mischief {
    private static final int TRIES = 5;
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);

    private final Map<String, Victim> victims = new TreeMap<>();
    private final Map<String, Lock> locks = new TreeMap<>();
    private final FaultLog log;
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<Thread> lanes = new ArrayList<>();

    Mischief(List<Victim> all, FaultLog log) {
        this.log = log;
        for (Victim victim : all) {
            victims.put(victim.name(), victim);
            locks.put(victim.name(), new ReentrantLock());
        }
    }

    /** Begins one more schedule beside those that go on. */
    void begin(long seed, Duration freeze) {
        Map<String, Set<Class<? extends Fault>>> bears = new TreeMap<>();
        victims.forEach((name, victim) -> bears.put(name, victim.bears()));
        Schedule schedule = new Schedule(seed, bears, freeze);
        String name = "lane " + (lanes.size() + 1);
        lanes.add(Thread.ofPlatform().name(name).daemon().start(() -> go(name, schedule)));
    }

    /** Takes back all that is done; returns when everything is let go, or the time is over. */
    void end(Duration most) throws InterruptedException {
        over.countDown();
        for (Thread lane : lanes) {
            lane.join(most.toMillis());
        }
    }

    private void go(String lane, Schedule schedule) {
        try {
            while (over.getCount() > 0) {
                Step step = schedule.next();
                Lock lock = locks.get(step.victim());
                // what another lane hurts is left out
                if (lock.tryLock()) {
                    try {
                        hurt(lane, victims.get(step.victim()), step.fault());
                    } finally {
                        lock.unlock();
                    }
                    pause(step.pause());
                }
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private void hurt(String lane, Victim victim, Fault fault) throws InterruptedException {
        log.begun(lane, victim.name(), fault);
        Instant begun = Instant.now();
        long pid = victim.pid();
        try {
            victim.begin(fault);
            pause(fault.lasts());
        } catch (IOException | RuntimeException undone) {
            log.trouble(victim.name(), fault, undone);
        } finally {
            takeBack(victim, fault);
            log.ended(new Done(begun, Instant.now(), victim.name(), fault, pid));
        }
    }

    private void takeBack(Victim victim, Fault fault) throws InterruptedException {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try {
                victim.end(fault);
                return;
            } catch (IOException | RuntimeException again) {
                log.trouble(victim.name(), fault, again);
                Thread.sleep(BETWEEN_TRIES);
            }
        }
    }

    private void pause(Duration time) throws InterruptedException {
        over.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }
}
