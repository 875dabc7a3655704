/** Finds or starts the RabbitMQ and Redis that tests run on; see {@link io.irodsingest.testservers.TestServers}. */
package io.irodsingest.testservers;
