package io.irodsingest.cli.command.batch;

import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.client.BatchClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Commands that give one batch an order, and tell how it is then. */
final class BatchOrders {
    private BatchOrders() {}

    private abstract static class Order extends BatchConversation {
        private final String order;
        @Mixin
        private BatchParameter batch;

        Order(String order) {
            this.order = order;
        }

        @Override
        protected final int hold(BatchClient client) throws AwayException {
            print(BatchTexts.line(client.order(batch.nameOrId(), order)));
            return ExitCodes.OK;
        }
    }

    @Command(name = "release", description = "Lets a batch begin that is held.")
    static final class Release extends Order {
        Release() {
            super("release");
        }
    }

    @Command(name = "abort", description = "Ends a batch before it is done; rows without a result get none.")
    static final class Abort extends Order {
        Abort() {
            super("abort");
        }
    }

    @Command(name = "pause", description = "Lets no more rows of a batch begin.")
    static final class Pause extends Order {
        Pause() {
            super("pause");
        }
    }

    @Command(name = "resume", description = "Lets a paused batch go on.")
    static final class Resume extends Order {
        Resume() {
            super("resume");
        }
    }
}
