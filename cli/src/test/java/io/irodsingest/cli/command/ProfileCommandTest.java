package io.irodsingest.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileCommandTest {
    private static final Pattern DATA = Pattern.compile("<script id=\"data\" type=\"application/json\">(.*?)</script>",
            Pattern.DOTALL);

    @TempDir
    private Path directory;

    @Test
    void tasksBecomeBarsOfTheirThreads() throws Exception {
        Path first = file("a.jsonl", event("00.100", "begin", 1, "StartPass", "task-2"),
                event("00.200", "end", 1, "StartPass", "task-2"), event("00.250", "begin", 2, "SyncFiles", "task-10"));
        Path second = file("b.jsonl", event("01.250", "end", 2, "SyncFiles", "task-10"), "",
                event("02", "begin", 3, "SyncFiles", "task-2"), event("03", "begin", 4, "SyncFiles", "task-2"),
                event("03.5", "end", 4, "SyncFiles", "task-2"), "{\"ts\": \"2026");

        Terminal.Result result = run(first.toString(), second.toString());

        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.out()).isEqualTo(first + ".html: 4 tasks on 2 threads" + System.lineSeparator());
        assertThat(result.err()).contains("passed over 1 line that is no event of a task");
        JsonNode data = data(Path.of(first + ".html"));
        assertThat(data.path("lanes").findValuesAsText("thread")).containsExactly("task-2", "task-10");
        assertThat(data.path("jobs").get(0).asText()).isEqualTo("</script><b>");
        assertThat(data.path("bars").toString()).isEqualTo("[[0,0,0,0,1,0,100000,{\"failed\":1}],"
                + "[1,1,0,0,2,150000,1000000,{\"failed\":1}],[0,1,0,1,3,1900000,1000000,{}],"
                + "[0,1,0,0,4,2900000,500000,{\"failed\":1}]]");
        assertThat(data.path("outcomes").toString()).isEqualTo("[\"Done\",\"Lost\"]");
    }

    @Test
    void thePageNeedsNothingElse() throws Exception {
        Path page = directory.resolve("page.html");
        Path file = file("a.jsonl", event("00", "begin", 1, "StartPass", "task-1"));

        assertThat(run(file.toString(), "--output", page.toString()).exitCode()).isZero();

        assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>").doesNotContain("http:", "https:", "src=",
                "@import", "url(");
    }

    @Test
    void whatCannotBeDrawnIsToldInOneLine() throws Exception {
        Terminal.Result missing = run(directory.resolve("missing").toString());
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).hasLineCount(1).contains("there is no file");
        Terminal.Result empty = run(file("empty.jsonl", "").toString());
        assertThat(empty.exitCode()).isEqualTo(1);
        assertThat(empty.err()).hasLineCount(1).contains("there is no task in");
        assertThat(run().exitCode()).isEqualTo(2);
    }

    private static Terminal.Result run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "profile";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return new Terminal(Map.of()).run(all);
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.writeString(directory.resolve(name), String.join("\n", lines) + "\n");
    }

    private static String event(String second, String event, long task, String type, String thread) {
        String end = event.equals("end") ? ", \"outcome\": \"Done\", \"counts\": {\"failed\": 1}" : "";
        return "{\"ts\": \"2026-11-24T12:00:" + second + "Z\", \"event\": \"" + event
                + "\", \"job\": \"</script><b>\", \"job_id\": \"id\", \"task\": " + task + ", \"type\": \"" + type
                + "\", \"worker\": \"host-1\", \"thread\": \"" + thread + "\"" + end + "}";
    }

    private static JsonNode data(Path page) throws IOException {
        Matcher data = DATA.matcher(Files.readString(page));
        assertThat(data.find()).isTrue();
        return new JsonMapper().readTree(data.group(1));
    }
}
