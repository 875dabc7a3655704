package io.irodsingest.testservers;

/** A broker for AMQP 0-9-1; {@link #uri()} names its virtual host "/". */
public non-sealed interface BrokerServer extends TestServer {}
