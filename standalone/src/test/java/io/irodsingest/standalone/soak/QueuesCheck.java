package io.irodsingest.standalone.soak;

import io.irodsingest.adminapi.QueueView;
import io.irodsingest.batchtasks.BatchLane;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** No message waits in a queue, and none is among the dead letters. */
final class QueuesCheck implements Check {
    private static final int SOME = 20;
    /** Queues of the kind of work that the soak has neither jobs nor workers for. */
    private static final Set<String> NOT_SERVED = Set.of(BatchLane.BATCH.name(), BatchLane.QUERY.name());

    @Override
    public String name() {
        return "queues are empty, nothing is buried";
    }

    @Override
    public Finding look(Evidence evidence) throws IOException, InterruptedException {
        Admin admin = evidence.cluster().admin();
        List<QueueView> queues = admin.ask(client -> client.queues().queues());
        List<String> problems = new ArrayList<>();
        for (QueueView queue : queues) {
            if (queue.ready() > 0) {
                problems.add(queue.ready() + " messages in " + queue.name());
            }
            if (queue.consumers() == 0 && !NOT_SERVED.contains(queue.name())) {
                problems.add("nobody takes from " + queue.name());
            }
        }
        admin.ask(client -> client.deadLetters(0, SOME)).deadLetters()
                .forEach(letter -> problems.add("dead letter: " + letter));
        return new Finding(queues.size(), "queues", problems);
    }
}
