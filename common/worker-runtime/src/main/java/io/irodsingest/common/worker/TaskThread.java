package io.irodsingest.common.worker;

import io.irodsingest.common.broker.Delivery;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that takes deliveries and brings each to its end. Whatever becomes of one of them, the thread goes on. */
final class TaskThread implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TaskThread.class);

    /** Brokers take messages away that are not acknowledged for too long; RabbitMQ's limit is 30 min. */
    private static final Duration LONGEST_HOLD = Duration.ofMinutes(5);

    private final LocalQueue localQueue;
    private final boolean beginnersFirst;
    private final Deliveries deliveries;
    private final Mishaps mishaps;
    private final Running running;

    TaskThread(LocalQueue localQueue, boolean beginnersFirst, Deliveries deliveries, Mishaps mishaps, Running running) {
        this.localQueue = localQueue;
        this.beginnersFirst = beginnersFirst;
        this.deliveries = deliveries;
        this.mishaps = mishaps;
        this.running = running;
    }

    @Override
    public void run() {
        boolean goesOn = true;
        while (goesOn) {
            try {
                goesOn = takeOne();
            } catch (InterruptedException interrupted) {
                // one that meant a task, whose job was stopped, is over with it
                goesOn = !running.isEnding();
            }
        }
    }

    /** @return whether there may be more; not when the worker takes no more */
    private boolean takeOne() throws InterruptedException {
        Delivery delivery = localQueue.take(beginnersFirst);
        if (delivery == null) {
            return false;
        }
        try {
            Optional<Duration> pause = workOn(delivery);
            if (pause.isEmpty()) {
                mishaps.over(delivery);
            } else if (delivery.waited().compareTo(LONGEST_HOLD) > 0) {
                delivery.requeue();
            } else {
                localQueue.hold(delivery, pause.get());
            }
        } catch (InterruptedException interrupted) {
            // without effect on one that is settled
            delivery.requeue();
            throw interrupted;
        } catch (RuntimeException | Error beyondHelp) {
            // the broker keeps it, and whoever gets it next may fare better
            delivery.requeue();
            LOG.error("a message of queue {} could be neither worked on nor buried", delivery.queue(), beyondHelp);
        } finally {
            localQueue.done();
        }
        return true;
    }

    /** @return how long to hold the delivery before it is looked at again; empty when it is settled */
    private Optional<Duration> workOn(Delivery delivery) throws InterruptedException {
        try {
            return deliveries.bringToEnd(delivery);
        } catch (RuntimeException | Error problem) {
            return mishaps.note(delivery, problem);
        }
    }
}
