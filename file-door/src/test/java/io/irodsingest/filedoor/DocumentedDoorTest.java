package io.irodsingest.filedoor;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.filedoor.check.CheckResult;
import io.irodsingest.filedoor.check.Checkers;
import io.irodsingest.filedoor.check.FileCheck;
import io.irodsingest.filedoor.check.PluginSource;
import io.irodsingest.filedoor.config.DoorConfig;
import io.irodsingest.filedoor.config.DoorsFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/file-door.md shows works. */
class DocumentedDoorTest {
    private static final String IMPORTS = """
            import io.irodsingest.handlerapi.batch.*;
            import java.io.*;
            import java.nio.charset.StandardCharsets;
            """;

    private static final Path DOCUMENT = Path.of("..", "docs", "file-door.md");

    @TempDir
    Path directory;

    private static String block(String language) throws IOException {
        return blocks(language).getFirst();
    }

    private static List<String> blocks(String language) throws IOException {
        Matcher block = Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(DOCUMENT));
        return block.results().map(one -> one.group(1)).toList();
    }

    @Test
    void theFileOfDoorsIsOne() throws IOException {
        Path file = Files.writeString(directory.resolve("doors.yml"),
                block("yaml").replace("/srv/drop/avus", directory.toString()));
        assertThat(DoorsFile.read(file, Checkers.builtIn())).extracting(DoorConfig::name).containsExactly("avus");
    }

    @Test
    void theFileOfADoorAtABucketIsOne() throws IOException {
        Path file = Files.writeString(directory.resolve("doors.yml"), blocks("yaml").get(1));
        assertThat(DoorsFile.read(file, Checkers.builtIn())).extracting(DoorConfig::places)
                .containsExactly(new DoorConfig.BucketPrefix("drop", "avus/",
                        URI.create("https://store.example.org:9000"), "us-east-1"));
    }

    @Test
    void theCheckerIsOne() throws IOException {
        Path plugins = Files.createDirectory(directory.resolve("plugins"));
        PluginSource.pack("Words", IMPORTS + block("java"), directory, plugins.resolve("words.jar"));
        CheckResult result = FileCheck.run(Checkers.with(plugins).find("words").orElseThrow(),
                Files.writeString(directory.resolve("file"), "a\nb\n"), directory.resolve("rows"));
        assertThat(result.complaints()).isEmpty();
        assertThat(directory.resolve("rows"))
                .hasContent("{\"line\":1,\"input\":{\"word\":\"a\"}}\n{\"line\":2,\"input\":{\"word\":\"b\"}}\n");
    }

    @Test
    void everyKeyAndOptionIsTold() throws IOException {
        String text = Files.readString(DOCUMENT);
        assertThat(DoorsFile.keys()).allSatisfy(key -> assertThat(text).contains('`' + key + '`'));
        FileDoorSettings.ALL.forEach(setting -> assertThat(text).contains('`' + setting.name() + '`'));
    }
}
