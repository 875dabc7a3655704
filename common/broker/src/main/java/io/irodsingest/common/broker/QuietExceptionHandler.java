package io.irodsingest.common.broker;

import com.rabbitmq.client.impl.ForgivingExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the client's stack traces of lost connections out of the log: whoever needs the broker says so in one line. */
final class QuietExceptionHandler extends ForgivingExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(QuietExceptionHandler.class);

    @Override
    protected void log(String message, Throwable e) {
        LOG.debug("{}", message, e);
    }
}
