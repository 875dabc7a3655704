package io.irodsingest.standalone.soak;

import io.irodsingest.testservers.link.FaultyLink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Nobody holds a connection to iRODS that is not used, and few to the other servers. */
final class ConnectionsCheck implements Check {
    /** A client of the store has a pool of 200, and lets go what is idle for a minute. */
    private static final Map<Server, Integer> MOST = Map.of(Server.BROKER, 4, Server.REDIS, 40, Server.IRODS, 0,
            Server.STORE, 200);

    @Override
    public String name() {
        return "no connection is left open";
    }

    @Override
    public Finding look(Evidence evidence) throws IOException {
        return look(evidence.cluster());
    }

    /** The same of a cluster at any time. */
    static Finding look(Cluster cluster) throws IOException {
        List<String> problems = new ArrayList<>();
        long looked = 0;
        for (Member member : cluster.members()) {
            for (Map.Entry<Server, FaultyLink> link : member.links().entrySet()) {
                int open = link.getValue().open();
                looked += open;
                if (open > MOST.get(link.getKey())) {
                    problems.add(member.name() + " has " + open + " connections to " + link.getKey().text());
                }
            }
        }
        long atIrods = cluster.irods().openConnections();
        if (atIrods > 0) {
            problems.add("mini-irods has " + atIrods + " connections");
        }
        return new Finding(looked, "connections", problems);
    }
}
