package io.irodsingest.common.broker;

import java.time.Duration;

/**
 * @param window   how many messages may be unconfirmed on a channel at a time
 * @param channels how many threads publish at a time; more wait
 * @param patience how long the broker may confirm nothing before the connection is given up: RabbitMQ 3.10 hangs it when
 *                 a quorum queue is deleted while much is published to it
 * @param renewal  how long a consumer may be without work before it is made anew, at a broker that may not tell it that its
 *                 queue was deleted
 */
record Limits(int window, int channels, Duration patience, Duration renewal) {
    static final Limits DEFAULT = new Limits(500, 16, Duration.ofSeconds(60), Duration.ofMinutes(1));
}
