package io.irodsingest.workerbatch.irods;

import io.irodsingest.common.irods.IrodsRequest.Trim;
import java.util.List;

/** Removes replicas that are more than wanted. */
public final class TrimRows extends RequestRows {
    /** For the service loader. */
    public TrimRows() {
        super(List.of("path", "from", "copies", "admin"));
    }

    @Override
    public String op() {
        return "trim";
    }

    @Override
    Next first(RowFields row) throws UnusableRowException {
        Trim trim = new Trim(row.path("path"), row.optional("from"), row.number("copies", 1), row.flag("admin"));
        return new Next.Ask(trim,
                reply -> reply.status() == 0 ? Verdicts.ALREADY : Verdicts.plain(trim.path(), reply));
    }
}
