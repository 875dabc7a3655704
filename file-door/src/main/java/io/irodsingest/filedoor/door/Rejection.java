package io.irodsingest.filedoor.door;

import io.irodsingest.filedoor.check.Complaint;
import io.irodsingest.filedoor.check.FileCheck;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Puts a file aside that becomes no batch, with a report that says why. */
record Rejection(Path directory, Step.Listener steps) {
    /** What is printed as nothing at all; an empty text in the first column would be two quotes. */
    private static final Object NONE = null;

    /**
     * @param complaints the first ones
     * @param all how many there are
     * @return where the file is
     */
    Path reject(Claim claim, Path file, List<Complaint> complaints, long all) throws IOException {
        Path aside = FileNames.link(file, directory, "rejected-" + claim.id());
        steps.done(Step.LINKED_TO_REJECTED);
        SmallFiles.write(FileNames.with(aside, ".report.csv", "rejected-" + claim.id()), report(complaints, all),
                claim.directory());
        steps.done(Step.COMPLAINTS_WRITTEN);
        Files.delete(file);
        steps.done(Step.UNLINKED);
        claim.release();
        return aside;
    }

    /** The report, as CSV. */
    static String report(List<Complaint> complaints, long all) throws IOException {
        StringWriter text = new StringWriter();
        try (CSVPrinter csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
            csv.printRecord("line", "reason");
            for (Complaint complaint : complaints) {
                csv.printRecord(complaint.line() == 0 ? NONE : complaint.line(), complaint.reason());
            }
            if (all > complaints.size()) {
                csv.printRecord(NONE, "and " + (all - complaints.size()) + " more; only the first "
                        + FileCheck.MOST_COMPLAINTS + " are told");
            }
        }
        return text.toString();
    }
}
