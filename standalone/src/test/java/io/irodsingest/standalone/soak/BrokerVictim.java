package io.irodsingest.standalone.soak;

import io.irodsingest.testservers.BrokerServer;
import io.irodsingest.testservers.BrokerServer.Shortage;

/** RabbitMQ; full, it raises its alarm of memory and that of its disk by turns. */
final class BrokerVictim extends ServerVictim {
    private final BrokerServer broker;
    private boolean disk;

    BrokerVictim(BrokerServer broker, Links links) {
        super(Server.BROKER.text(), broker, links);
        this.broker = broker;
    }

    @Override
    boolean canFill() {
        return broker.canRunShort();
    }

    @Override
    void fill() {
        broker.runShort(disk ? Shortage.DISK : Shortage.MEMORY);
        disk = !disk;
    }

    @Override
    void empty() {
        broker.recover();
    }
}
