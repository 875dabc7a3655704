package io.irodsingest.workerbatch.irods;

import io.irodsingest.common.irods.IrodsRequest.Checksum;
import io.irodsingest.common.irods.IrodsRequest.ChecksumOperation;
import io.irodsingest.common.irods.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Computes checksums, or verifies those that the catalog has. */
public final class ChecksumRows extends RequestRows {
    private static final String EXPECTED = "expected";

    /** For the service loader. */
    public ChecksumRows() {
        super(List.of("path", "operation", EXPECTED, "all", "admin"));
    }

    @Override
    public String op() {
        return "checksum";
    }

    @Override
    Next first(RowFields row) throws UnusableRowException {
        ChecksumOperation operation = switch (row.oneOf("operation", List.of("compute", "force", "verify"))) {
            case "force" -> ChecksumOperation.COMPUTE;
            case "verify" -> ChecksumOperation.VERIFY;
            default -> ChecksumOperation.COMPUTE_IF_MISSING;
        };
        Optional<String> expected = row.optional(EXPECTED);
        if (operation == ChecksumOperation.VERIFY && expected.isPresent()) {
            throw new UnusableRowException("operation verify compares with the catalog, and takes no expected checksum;"
                    + " operation force computes one that is compared with it");
        }
        Checksum checksum = new Checksum(row.path("path"), operation, row.flag("all"), row.flag("admin"));
        return new Next.Ask(checksum, reply -> after(checksum, expected, reply));
    }

    private static Next after(Checksum checksum, Optional<String> expected, Reply reply) {
        if (!reply.isOk()) {
            return Verdicts.refused(checksum.path(), reply);
        }
        if (checksum.operation() == ChecksumOperation.VERIFY) {
            return Verdicts.done(Map.of("verified", true));
        }
        if (reply.message().isEmpty()) {
            return Verdicts.failed(checksum.path(), "its replicas have different checksums");
        }
        return expected.filter(wanted -> !wanted.equals(reply.message()))
                .map(wanted -> Verdicts.failed(checksum.path(),
                        "the checksum is " + reply.message() + ", and " + wanted + " was expected"))
                .orElse(Verdicts.done(Map.of("checksum", reply.message())));
    }
}
