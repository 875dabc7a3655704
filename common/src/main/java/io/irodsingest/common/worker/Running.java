package io.irodsingest.common.worker;

import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.task.TaskMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which thread is at which task, so that tasks of a stopped job can be interrupted. Thread-safe. */
final class Running {
    private final Map<Thread, TaskMessage> tasks = new HashMap<>();
    private final Irods irods;
    private boolean ending;

    Running(Irods irods) {
        this.irods = irods;
    }

    synchronized void begin(TaskMessage task) {
        tasks.put(Thread.currentThread(), task);
    }

    /** Also takes away an interrupt that came too late for the task. */
    synchronized void end() {
        tasks.remove(Thread.currentThread());
        if (!ending) {
            Thread.interrupted();
        }
    }

    synchronized void interrupt(String jobId) {
        tasks.forEach((thread, task) -> {
            if (task.jobId().equals(jobId)) {
                interrupt(thread);
            }
        });
    }

    /** Interrupts every task; what threads are interrupted for from now on is the end of the process. */
    synchronized void interruptAll() {
        ending = true;
        tasks.keySet().forEach(this::interrupt);
    }

    synchronized boolean isEnding() {
        return ending;
    }

    synchronized int count() {
        return tasks.size();
    }

    /** Numbers of the tasks at work, by job. */
    synchronized Map<String, List<Long>> byJob() {
        Map<String, List<Long>> numbers = new HashMap<>();
        tasks.values()
                .forEach(task -> numbers.computeIfAbsent(task.jobId(), id -> new ArrayList<>()).add(task.number()));
        return numbers;
    }

    private void interrupt(Thread thread) {
        thread.interrupt();
        irods.abort(thread);
    }
}
