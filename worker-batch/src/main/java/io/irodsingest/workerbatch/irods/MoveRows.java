package io.irodsingest.workerbatch.irods;

import io.irodsingest.common.irods.IrodsRequest.Move;
import io.irodsingest.common.irods.IrodsRequest.Stat;
import io.irodsingest.common.irods.Reply;
import java.util.List;

/**
 * Gives data objects and collections other paths. Where nothing is at the old path and something at the new one, it was moved
 * before.
 */
public final class MoveRows extends RequestRows {
    /** For the service loader. */
    public MoveRows() {
        super(List.of("path", "to"));
    }

    @Override
    public String op() {
        return "move";
    }

    @Override
    Next first(RowFields row) throws UnusableRowException {
        Move move = new Move(row.path("path"), row.path("to"));
        return move.path().equals(move.to())
                ? Verdicts.ALREADY
                : new Next.Ask(move, reply -> reply.isOk() ? Verdicts.DONE : refused(move, reply));
    }

    /** A server that does not know one of the paths does not say which of the two. */
    private static Next refused(Move move, Reply reply) {
        return Verdicts.isAbsent(reply)
                ? new Next.Ask(new Stat(move.path()), source -> looked(move, source))
                : Verdicts.refused(move.path(), reply);
    }

    private static Next looked(Move move, Reply source) {
        if (source.isOk()) {
            return Verdicts.failed(move.to(), "its collection does not exist");
        }
        return Verdicts.isAbsent(source)
                ? new Next.Ask(new Stat(move.to()),
                        target -> target.isOk() ? Verdicts.ALREADY : Verdicts.refused(move.path(), source))
                : Verdicts.refused(move.path(), source);
    }
}
