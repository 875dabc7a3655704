package io.irodsingest.standalone.soak;

import io.irodsingest.standalone.soak.Fault.Fill;
import io.irodsingest.standalone.soak.Fault.Freeze;
import io.irodsingest.standalone.soak.Fault.Kill;
import io.irodsingest.standalone.soak.Fault.Restart;
import io.irodsingest.testservers.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;

/** A server of those that tests use, with all links that lead to it. */
abstract class ServerVictim implements Victim {
    private final String name;
    private final TestServer server;
    private final Links links;

    ServerVictim(String name, TestServer server, Links links) {
        this.name = name;
        this.server = server;
        this.links = links;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Set<Class<? extends Fault>> bears() {
        Set<Class<? extends Fault>> all = new HashSet<>(Links.FAULTS);
        if (canFill()) {
            all.add(Fill.class);
        }
        if (server.canStop()) {
            all.addAll(Set.of(Kill.class, Restart.class));
        }
        if (server.canFreeze()) {
            all.add(Freeze.class);
        }
        return all;
    }

    abstract boolean canFill();

    /** It has no space left. */
    abstract void fill();

    /** It has space again. */
    abstract void empty();

    @Override
    public final void begin(Fault fault) throws IOException {
        try {
            switch (fault) {
                case Kill kill -> server.kill();
                case Restart restart -> server.stop();
                case Freeze freeze -> server.freeze();
                case Fill full -> fill();
                default -> links.begin(fault);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public final void end(Fault fault) throws IOException {
        try {
            switch (fault) {
                case Kill kill -> server.start();
                case Restart restart -> server.start();
                case Freeze freeze -> server.thaw();
                case Fill full -> empty();
                default -> links.open();
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public final long pid() {
        return 0;
    }
}
