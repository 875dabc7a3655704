package io.irodsingest.filedoor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import io.irodsingest.filedoor.check.Checkers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoorsFileTest {
    private static final String WHOLE = """
            doors:
              - name: avus
                directory: DIRECTORY/a
                pattern: "*.{csv,txt}"
                checker: csv
                app: irods
                op: AVU
                context: {zone: tempZone, levels: [1, 2.50, true, null]}
                options:
                  max_failed: 5%
                  at_front: true
                  keep_for: 3600
                settle: 30s
                done: taken
                rejected: ../refused
              - name: sums
                directory: DIRECTORY/b
                checker: jsonl
                app: irods
                op: checksum
            """;

    private static final String BUCKET = """
            doors:
              - name: avus
                bucket: s3://drop/lab/avus
                endpoint: http://store.example.org:9000
                region: eu-central-1
                checker: csv
                app: irods
                op: AVU
              - name: others
                bucket: s3://drop/other
                endpoint: http://store.example.org:9000
                region: eu-central-1
                checker: jsonl
                app: irods
                op: AVU
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void make() throws IOException {
        Files.createDirectory(directory.resolve("a"));
        Files.createDirectory(directory.resolve("b"));
    }

    private List<DoorConfig> read(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("doors.yml"),
                text.replace("DIRECTORY", directory.toString()));
        return DoorsFile.read(file, Checkers.builtIn());
    }

    @Test
    void everyKeyHasItsEffect() throws IOException {
        DoorConfig door = read(WHOLE).getFirst();
        assertThat(door.name()).isEqualTo("avus");
        assertThat(door.places()).isEqualTo(new DoorConfig.Places(directory.resolve("a"),
                directory.resolve("a/taken"), directory.resolve("refused")));
        assertThat(door.pattern().matches(Path.of("x.txt"))).isTrue();
        assertThat(door.pattern().matches(Path.of("x.tmp"))).isFalse();
        assertThat(door.checker().name()).isEqualTo("csv");
        assertThat(door.processor().op()).isEqualTo("avu");
        assertThat(door.settle()).isEqualTo(Duration.ofSeconds(30));
        assertThat(door.options()).containsEntry("max_failed", "5%").containsEntry("at_front", "true")
                .containsEntry("keep_for", "3600")
                .containsEntry("context", "{\"zone\":\"tempZone\",\"levels\":[1,2.5,true,null]}");
    }

    @Test
    void whatIsNotSaidIsPreset() throws IOException {
        DoorConfig door = read(WHOLE).getLast();
        assertThat(door.places()).isEqualTo(new DoorConfig.Places(directory.resolve("b"),
                directory.resolve("b/done"), directory.resolve("b/rejected")));
        assertThat(door.settle()).isEqualTo(DoorsFile.SETTLE);
        assertThat(door.options()).isEmpty();
        assertThat(door.pattern().matches(Path.of("anything"))).isTrue();
    }

    @Test
    void aBucketTakesThePlaceOfADirectory() throws IOException {
        assertThat(read(BUCKET).getFirst().places()).isEqualTo(new DoorConfig.BucketPrefix("drop", "lab/avus/",
                URI.create("http://store.example.org:9000"), "eu-central-1"));
        String preset = BUCKET.replace("s3://drop/lab/avus", "s3://drop").replaceAll("(?m)^ +(endpoint|region).*\n",
                "");
        assertThat(read(preset).getFirst().places()).isEqualTo(new DoorConfig.BucketPrefix("drop", "",
                URI.create("https://s3.amazonaws.com"), "us-east-1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            bucket: s3://drop/lab/avus | bucket: drop/avus | line 3: bucket 'drop/avus': must be like s3://BUCKET/PREFIX/
            bucket: s3://drop/lab/avus | directory: /tmp | line 4: 'endpoint' goes with 'bucket' only; take it away
            bucket: s3://drop/lab/avus | checker: csv | key 'checker' is there twice
            checker: csv | directory: /tmp | line 6: 'directory' does not go with 'bucket'
            checker: csv | done: x | line 6: 'done' does not go with 'bucket'
            endpoint: http://store.example.org:9000 | endpoint: store:9000 | line 4: endpoint 'store:9000': must be like https://HOST:PORT
            endpoint: http://store.example.org:9000 | endpoint: http://user:secret@store | must be like https://HOST:PORT
            region: eu-central-1 | region: here there | line 5: region 'here there': must be a region like us-east-1
            s3://drop/other | s3://drop/lab/avus/ | line 10: another door has this bucket and prefix
            """)
    void whatIsWrongWithABucketIsToldInOneLine(String right, String wrong, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(BUCKET.replace(right, wrong)))
                .withMessageContaining(message).satisfies(told -> assertThat(told.getMessage().lines()).hasSize(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            name: avus            | nam: avus           | line 2: unknown key 'nam'; known here are app, bucket, checker,
            name: avus            | name: a/b           | line 2: name 'a/b' must be up to 50 letters
            name: sums            | name: avus          | line 16: there is another door 'avus'
            directory: DIRECTORY/b| directory: DIRECTORY/a | line 17: another door has the directory
            directory: DIRECTORY/b| directory: DIRECTORY/c | is not there, or is no directory; make it first
            directory: DIRECTORY/b| pattern: x          | line 16: 'directory' or 'bucket' is missing
            directory: DIRECTORY/b| directory: b        | line 17: directory 'b' must be an absolute path
            checker: csv          | checker: xml        | line 5: checker 'xml': there is no such checker; known are csv, jsonl
            checker: csv          | pattern: x          | line 5: key 'pattern' is there twice
            op: AVU               | op: 7 up            | line 7: op '7 up': op '7 up' is no name
            op: AVU               | settle: 1s          | line 13: key 'settle' is there twice
            settle: 30s           | settle: 30          | line 13: settle '30': must be a time with its unit
            max_failed: 5%        | max_failed: some    | line 10: max_failed 'some': must be a number of rows
            max_failed: 5%        | hold: true          | line 10: unknown key 'hold'
            at_front: true        | at_front: 1         | line 11: at_front '1': must be true or false
            keep_for: 3600        | keep_for: 1h        | line 12: keep_for '1h': must be a number
            done: taken           | done: .             | line 14: done must be another directory
            rejected: ../refused  | rejected: taken     | 'done' and 'rejected' must be two directories
            *.{csv,txt}           | *.{csv              | line 4: pattern '*.{csv': it is no pattern
            doors:                | windows:            | line 1: unknown key 'windows'
            """)
    void whatIsWrongIsToldInOneLine(String right, String wrong, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(WHOLE.replace(right, wrong)))
                .withMessageContaining(message).satisfies(told -> assertThat(told.getMessage().lines()).hasSize(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``        | the file is empty
            doors: [] | there are no doors
            doors: 1  | line 1: doors must be a list
            doors: ~  | line 1: doors must be a list
            7         | line 1: the file must have keys
            a: &a [*b]| line 1: found undefined alias
            """)
    void aFileWithoutDoorsIsRefused(String text, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(text)).withMessageContaining(message);
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DoorsFile.read(directory.resolve("none"), Checkers.builtIn()))
                .withMessage("there is no such file");
    }
}
