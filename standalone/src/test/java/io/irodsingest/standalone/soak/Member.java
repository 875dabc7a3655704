package io.irodsingest.standalone.soak;

import io.irodsingest.standalone.soak.Fault.Freeze;
import io.irodsingest.standalone.soak.Fault.Kill;
import io.irodsingest.standalone.soak.Fault.Restart;
import io.irodsingest.testservers.link.FaultyLink;
import io.irodsingest.testservers.JvmProcess;
import io.irodsingest.testservers.JvmProcess.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A process of the product: an orchestrator or a worker, with links of its own to the servers that it needs. */
final class Member implements Victim, AutoCloseable {
    /** A process that waits for a server is as far as it can come: its first line is all that is waited for. */
    private static final String ANY_LINE = "";

    private final String name;
    private final Program program;
    private final Path log;
    private final Map<Server, FaultyLink> links;
    private JvmProcess process;
    private boolean expected;
    private boolean everEnded;

    /** What a process has open; connections to servers are left out, which a check of their own is about. */
    record Figures(long threads, long files) {}

    /**
     * @param main the class whose main is run
     * @param directory where its log and its temporary files go
     */
    Member(String name, String main, List<String> options, Map<String, String> environment, Path directory,
            Map<Server, FaultyLink> links) {
        this.name = name;
        this.links = Map.copyOf(links);
        this.log = directory.resolve(name + ".log");
        this.program = new Program(main, options, List.of(), new HashMap<>(environment), ANY_LINE);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Class<? extends Fault>> bears() {
        Set<Class<? extends Fault>> all = new HashSet<>(Links.FAULTS);
        all.addAll(Set.of(Kill.class, Restart.class, Freeze.class));
        return all;
    }

    synchronized void start() throws IOException {
        process = JvmProcess.start(program, log);
        expected = true;
    }

    @Override
    public synchronized void begin(Fault fault) throws IOException {
        switch (fault) {
            case Kill kill -> {
                noteEnd();
                process.kill();
            }
            case Restart restart -> {
                noteEnd();
                process.close();
            }
            case Freeze freeze -> process.freeze();
            default -> new Links(List.copyOf(links.values())).begin(fault);
        }
    }

    @Override
    public synchronized void end(Fault fault) throws IOException {
        switch (fault) {
            case Kill kill -> start();
            case Restart restart -> start();
            case Freeze freeze -> process.thaw();
            default -> new Links(List.copyOf(links.values())).open();
        }
    }

    private void noteEnd() throws IOException {
        everEnded = true;
        expected = false;
        if (!process.isAlive()) {
            throw new IOException(name + " had ended by itself");
        }
    }

    /** Whether it runs, or was ended by a fault that is not over. */
    synchronized boolean isAsExpected() {
        return !expected || process.isAlive();
    }

    /** Whether it was ever ended by a fault, and may have left files behind. */
    synchronized boolean wasEverEnded() {
        return everEnded;
    }

    @Override
    public synchronized long pid() {
        return process != null && process.isAlive() ? process.pid() : 0;
    }

    /** What it has open now; zeros when the system does not tell. */
    Figures figures() throws IOException {
        long connections = links.values().stream().mapToLong(FaultyLink::open).sum();
        return new Figures(count("task"), Math.max(0, count("fd") - connections));
    }

    private long count(String what) throws IOException {
        Path directory = Path.of("/proc", String.valueOf(pid()), what);
        String[] names = directory.toFile().list();
        return names == null ? 0 : names.length;
    }

    Map<Server, FaultyLink> links() {
        return links;
    }

    Path log() {
        return log;
    }

    @Override
    public synchronized void close() {
        if (process != null) {
            process.thaw();
            process.kill();
        }
        links.values().forEach(FaultyLink::close);
    }
}
