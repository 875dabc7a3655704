/** Messages through an AMQP 0-9-1 broker: RabbitMQ, or the embedded one with the same code. */
package io.irodsingest.common.broker;
