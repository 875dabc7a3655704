package io.irodsingest.common.handler;

import io.irodsingest.common.handlerfile.HandlerFiles;

import static org.assertj.core.api.Assertions.assertThat;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.irodsingest.common.job.HandlerFile;
import io.irodsingest.common.job.HandlerFile.Form;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** What event handlers say to {@code System.getLogger} is in the worker's log. */
class HandlerLoggersTest {
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger ofHandlers = (Logger) LoggerFactory.getLogger("handler");

    @TempDir
    private Path directory;

    @BeforeEach
    void listen() {
        log.start();
        ofHandlers.addAppender(log);
        ofHandlers.setLevel(Level.INFO);
    }

    @AfterEach
    void end() {
        ofHandlers.detachAppender(log);
        MDC.clear();
    }

    @Test
    void aHandlersWordsHaveTheLevelAndTheTaskOfTheirCaller() throws Exception {
        byte[] jar = SourceJar.of(directory, "Talker", """
                private static final System.Logger LOG = System.getLogger("talker");
                @Override public int maxRetries(Job job) {
                    LOG.log(System.Logger.Level.DEBUG, "nobody wants to know");
                    LOG.log(System.Logger.Level.INFO, "{0} of {1}", 7, job.name());
                    LOG.log(System.Logger.Level.ERROR, "it's {broken", new IllegalStateException("why"));
                    return 3; }
                """);
        MDC.put("task", "job-7");
        HandlerFile file = HandlerFiles.check(Form.JAR, "Talker.jar", jar);
        try (HandlerPolicy policy = EventHandlers.load(Given.SPEC, Given.WORK, file, jar, Given.PYTHON)) {
            policy.maxRetries();
        }

        assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly("7 of daily",
                "it's {broken");
        assertThat(log.list).extracting(event -> event.getMDCPropertyMap().get("task")).containsOnly("job-7");
        assertThat(log.list).extracting(ILoggingEvent::getLoggerName).containsOnly("handler.talker");
        assertThat(log.list.get(1).getThrowableProxy().getMessage()).isEqualTo("why");
    }

    @Test
    void theJavaPlatformIsALibraryLikeOthers() {
        System.Logger own = System.getLogger("some.library");

        assertThat(own.isLoggable(System.Logger.Level.OFF)).isFalse();
        own.log(System.Logger.Level.WARNING, "not a handler's");
        assertThat(log.list).isEmpty();
    }
}
