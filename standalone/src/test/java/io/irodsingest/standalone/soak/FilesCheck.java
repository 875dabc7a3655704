package io.irodsingest.standalone.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Processes leave no temporary files behind; those that were killed may have left some. */
final class FilesCheck implements Check {
    @Override
    public String name() {
        return "no temporary file is left";
    }

    @Override
    public Finding look(Evidence evidence) throws IOException {
        List<String> problems = new ArrayList<>();
        long looked = 0;
        for (Member member : evidence.cluster().members()) {
            try (Stream<Path> files = Files.walk(member.log().resolveSibling("tmp"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    looked++;
                    if (!member.wasEverEnded()) {
                        problems.add(file.toString());
                    }
                }
            }
        }
        return new Finding(looked, "files", problems);
    }
}
