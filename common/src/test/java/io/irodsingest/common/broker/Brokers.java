package io.irodsingest.common.broker;

import java.util.List;

final class Brokers {
    interface Running {
        BrokerSettings settings(String name);
        void stop() throws Exception;
        void start() throws Exception;
    }
    private static void ctl(String command) throws Exception {
        Process p = new ProcessBuilder("sh", "-c",
                ". /tmp/rmq/env.sh; exec /usr/lib/rabbitmq/bin/rabbitmqctl -q " + command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).inheritIO().start();
        p.waitFor();
    }
    static List<Running> all() {
        return List.of(new Running() {
            public BrokerSettings settings(String name) {
                return BrokerSettings.of("amqp://127.0.0.1:25901", new Password("guest"), name);
            }
            public void stop() throws Exception {
                ctl("stop_app");
            }
            public void start() throws Exception {
                ctl("start_app");
            }
        });
    }
}
