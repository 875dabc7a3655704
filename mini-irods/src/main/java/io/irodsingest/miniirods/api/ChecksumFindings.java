package io.irodsingest.miniirods.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.irodsingest.miniirods.catalog.Replica;
import io.irodsingest.miniirods.request.Json;
import io.irodsingest.miniirods.vault.Vaults;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a verification of checksums finds, in the words and the order of a server from 4.2.11 on. */
final class ChecksumFindings {
    private final List<String> findings = new ArrayList<>();

    private ChecksumFindings() {}

    /**
     * @param all how many replicas there are
     * @return a JSON array; empty when there is nothing to tell
     */
    static String of(List<Replica> replicas, int all, boolean computes) throws IOException {
        ChecksumFindings findings = new ChecksumFindings();
        if (all > replicas.size()) {
            findings.add("info", 0, "INFO: Number of replicas skipped: " + (all - replicas.size()));
        }
        for (Replica replica : replicas) {
            findings.size(replica);
        }
        boolean complete = true;
        for (Replica replica : replicas) {
            if (replica.checksum().isEmpty()) {
                complete = false;
                findings.add("warning", Status.CAT_NO_CHECKSUM_FOR_REPLICA,
                        "WARNING: No checksum available for replica [" + replica.number() + "].");
            }
        }
        if (complete) {
            findings.checksums(replicas, computes);
        }
        return findings.findings.isEmpty() ? "" : "[" + String.join(",", findings.findings) + "]";
    }

    private void checksums(List<Replica> replicas, boolean computes) throws IOException {
        for (Replica replica : computes ? replicas : List.<Replica>of()) {
            try {
                if (!Vaults.checksum(replica.path()).equals(replica.checksum())) {
                    add("error", Status.USER_CHKSUM_MISMATCH, "ERROR: Computed checksum does not match what is in the"
                            + " catalog for replica [" + replica.number() + "].");
                }
            } catch (IrodsException unreadable) {
                add("error", unreadable.status(), "ERROR: Could not verify checksum for replica [" + replica.number()
                        + "].");
            }
        }
        if (replicas.stream().map(Replica::checksum).distinct().count() > 1) {
            add("warning", Status.USER_CHKSUM_MISMATCH, "WARNING: Data object has replicas with different checksums.");
        }
    }

    private void size(Replica replica) throws IOException {
        try {
            if (Vaults.size(replica.path()) != replica.size()) {
                add("error", Status.USER_FILE_SIZE_MISMATCH, "ERROR: Physical size does not match size in catalog for"
                        + " replica [" + replica.number() + "].");
            }
        } catch (IrodsException unreadable) {
            add("error", unreadable.status(), "ERROR: Could not verify size for replica [" + replica.number() + "].");
        }
    }

    private void add(String severity, int code, String message) throws IOException {
        ObjectNode finding = Json.object().put("error_code", code).put("message", message).put("severity", severity);
        findings.add(Json.of(finding));
    }
}
