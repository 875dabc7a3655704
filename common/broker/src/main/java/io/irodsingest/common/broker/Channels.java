package io.irodsingest.common.broker;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opening and giving up channels. */
final class Channels {
    private static final Logger LOG = LoggerFactory.getLogger(Channels.class);

    private Channels() {}

    /** @throws AlreadyClosedException when the connection is gone */
    static Channel open(Connection connection) throws IOException {
        return connection.openChannel()
                .orElseThrow(() -> new IOException("this connection has as many channels as the broker allows"));
    }

    /** Closes a channel whatever state it is in. */
    static void abandon(Channel channel) {
        try {
            channel.abort();
        } catch (IOException | AlreadyClosedException e) {
            LOG.debug("channel {} had ended: {}", channel.getChannelNumber(), AmqpErrors.reason(e));
        }
    }
}
