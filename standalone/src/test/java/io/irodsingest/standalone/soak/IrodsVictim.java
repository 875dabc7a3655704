package io.irodsingest.standalone.soak;

import io.irodsingest.standalone.soak.Fault.Fill;
import io.irodsingest.standalone.soak.Fault.Freeze;
import io.irodsingest.standalone.soak.Fault.Kill;
import io.irodsingest.standalone.soak.Fault.Restart;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** mini-irods; full, its vaults cannot grow. */
final class IrodsVictim implements Victim {
    private final IrodsProcess irods;
    private final Links links;

    IrodsVictim(IrodsProcess irods, Links links) {
        this.irods = irods;
        this.links = links;
    }

    @Override
    public String name() {
        return Server.IRODS.text();
    }

    @Override
    public Set<Class<? extends Fault>> bears() {
        Set<Class<? extends Fault>> all = new HashSet<>(Links.FAULTS);
        all.addAll(Set.of(Kill.class, Restart.class, Freeze.class, Fill.class));
        return all;
    }

    @Override
    public void begin(Fault fault) throws IOException {
        switch (fault) {
            case Kill kill -> irods.kill();
            case Restart restart -> irods.stop();
            case Freeze freeze -> irods.freeze();
            case Fill full -> irods.fill(true);
            default -> links.begin(fault);
        }
    }

    @Override
    public void end(Fault fault) throws IOException {
        switch (fault) {
            case Kill kill -> irods.start();
            case Restart restart -> irods.start();
            case Freeze freeze -> irods.thaw();
            case Fill full -> irods.fill(false);
            default -> links.open();
        }
    }

    @Override
    public long pid() {
        return irods.pid();
    }
}
