package io.irodsingest.workerbatch.irods;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.handlerapi.batch.RowResult.Success;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of {@code docs/batches.md} do what they say. */
class ExamplesTest extends OnMiniIrods {
    private static final Pattern EXAMPLE = Pattern.compile("### `irods (\\w+)`\n[^#]*?```csv\n(.*?)```",
            Pattern.DOTALL);

    private record Example(String op, String rows) {
        @Override
        public String toString() {
            return op;
        }
    }

    static Stream<Example> examples() throws Exception {
        Matcher found = EXAMPLE.matcher(Files.readString(Path.of("../docs/batches.md")));
        List<Example> examples = new ArrayList<>();
        while (found.find()) {
            examples.add(new Example(found.group(1), found.group(2)));
        }
        assertThat(examples).hasSize(8);
        return examples.stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void examplesSucceed(Example example) throws Exception {
        session.createCollections(List.of(home + "/run1", home + "/scratch"));
        register(home + "/run1", List.of("reads.bam", "stats.txt", "old.tmp"));
        register(home + "/scratch", List.of("one", "two"));
        List<String> lines = example.rows().replace("/tempZone/home/alice", home).replace("archiveResc", "bundleResc")
                .lines().toList();
        String[] columns = lines.getFirst().split(",");
        for (String line : lines.subList(1, lines.size())) {
            String[] values = line.split(",", -1);
            assertThat(values).hasSameSizeAs(columns);
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < columns.length; i++) {
                row.put(columns[i], values[i]);
            }
            assertThat(one(example.op(), row)).as(line).isInstanceOf(Success.class);
        }
    }
}
