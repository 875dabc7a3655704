package io.irodsingest.common.handlerfile;

import io.irodsingest.handlerapi.Job;
import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Entry;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.handlerapi.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a YAML file declares. */
class YamlHandlerTest {
    private static final Job JOB = new Job("daily", "/data", "/tempZone/home/rods/in", Operation.REGISTER_SYNC,
            DeleteMode.DO_NOT_DELETE, Optional.of("demoResc"));

    @Test
    void everyOverrideIsRead() throws Exception {
        YamlHandler handler = parse("""
                operation: PUT_SYNC
                delete_mode: TRASH
                to_resource: otherResc
                target_path: /mnt${path}
                as_user: {zone: tempZone, name: alice}
                character_map:
                  - {chars: ['*', "'"], to: _}
                  - {regex: '\\s', to: '.'}
                retries: {max: 3, delay: 1.5, timeout: 600}
                """);

        assertThat(handler.wanted()).containsExactlyInAnyOrder("operation", "deleteMode", "toResource", "targetPath",
                "asUser", "characterMap", "maxRetries", "delay", "timeout");
        assertThat(handler.operation(JOB, entry("/data/a"))).isEqualTo(Operation.PUT_SYNC);
        assertThat(handler.deleteMode(JOB)).isEqualTo(DeleteMode.TRASH);
        assertThat(handler.toResource(JOB, entry("/data/a"))).contains("otherResc");
        assertThat(handler.targetPath(JOB, entry("/data/a"))).isEqualTo("/mnt/data/a");
        assertThat(handler.asUser(JOB)).contains(new User("tempZone", "alice"));
        assertThat(handler.characterMap(JOB))
                .extracting(rule -> rule.pattern().matcher("a*'b c").replaceAll(rule.to()))
                .containsExactly("a__b c", "a*'b.c");
        assertThat(handler.maxRetries(JOB)).isEqualTo(3);
        assertThat(handler.delay(JOB, 7)).isEqualTo(Duration.ofMillis(1500));
        assertThat(handler.timeout(JOB)).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void whatIsNotThereIsNotWanted() throws Exception {
        assertThat(parse("retries: {max: 1}").wanted()).containsExactly("maxRetries");
    }

    @ParameterizedTest
    @CsvSource({"/data/a.log, PUT_APPEND, logResc", "/data/log/a, PUT_SYNC, demoResc",
            "/data/x.tmp, NO_OP, demoResc"})
    void theFirstRuleThatFitsHolds(String path, Operation operation, String resource) throws Exception {
        YamlHandler handler = parse("""
                operation:
                  - {regex: '\\.log$', use: PUT_APPEND}
                  - {regex: '\\.(log|tmp)$', use: NO_OP}
                  - use: PUT_SYNC
                to_resource:
                  - {regex: '\\.log$', use: logResc}
                """);

        assertThat(handler.operation(JOB, entry(path))).isEqualTo(operation);
        assertThat(handler.toResource(JOB, entry(path))).contains(resource);
    }

    @ParameterizedTest
    @CsvSource({"/data/a/b, /vault/a/b", "/data/archive/2024/x, /tape/x (2024)", "/other, /other"})
    void pathsAreRewrittenByTheFirstRuleThatFits(String path, String physical) throws Exception {
        YamlHandler handler = parse("""
                target_path:
                  - {regex: '^/data/archive/(\\d+)/(.*)', replace: '/tape/$2 ($1)'}
                  - {regex: '^/data/', replace: /vault/}
                """);

        assertThat(handler.targetPath(JOB,
                new Entry(path, "/t", Entry.Kind.REGULAR, 0, Instant.EPOCH, Instant.EPOCH)))
                .isEqualTo(physical);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"5|5 5 5 5 5", "[1, 5, 30]|1 5 30 30 30", "{first: 1, factor: 3}|1 3 9 27 81",
            "{first: 2, most: 10}|2 4 8 10 10"})
    void delaysGrowAsTheyShould(String declared, String expected) throws Exception {
        YamlHandler handler = parse("retries: {max: 5, delay: " + declared + "}");

        assertThat(IntStream.rangeClosed(1, 5).mapToObj(retry -> handler.delay(JOB, retry)))
                .containsExactlyElementsOf(List.of(expected.split(" ")).stream()
                        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds))).toList());
    }

    @Test
    void tagsAreWantedByWhoUsesThem() throws Exception {
        String attach = "metadata: [{on: data_object, when: create, attribute: colour, value: '${%s}'}]";
        Entry entry = new Entry("/b/k", "/t/k", Entry.Kind.REGULAR, 1, Instant.EPOCH, Instant.EPOCH,
                Map.of("owner", "alice"), Map.of("colour", "red"));

        YamlHandler tags = parse(attach.formatted("tag.colour"));
        assertThat(tags.wantsTags(JOB)).isTrue();
        assertThat(tags.wanted()).contains("wantsTags");
        assertThat(tags.attachments().getFirst().avu(JOB, entry).orElseThrow().value()).isEqualTo("red");
        YamlHandler metadata = parse(attach.formatted("metadata.Owner"));
        assertThat(metadata.wantsTags(JOB)).isFalse();
        assertThat(metadata.attachments().getFirst().avu(JOB, entry).orElseThrow().value()).isEqualTo("alice");
        assertThat(parse(attach.formatted("tag.size")).attachments().getFirst().avu(JOB, entry)).isEmpty();
    }

    @Test
    void templatesAreFilled() throws Exception {
        YamlHandler handler = parse("""
                metadata:
                  - {on: data_object, when: [create, modify], attribute: from, unit: '${job}',
                     value: '${path}|${target}|${name}|${size}|${mtime}|${ctime}|${source}|$${path}|$1'}
                  - {on: collection, when: create, attribute: a, value: b}
                """);

        assertThat(handler.wanted()).containsExactlyInAnyOrder("postDataObjCreate", "postDataObjModify",
                "postCollCreate");
        assertThat(handler.attachments().getFirst().avu(JOB, entry("/data/x/a%25"))).get()
                .returns("/data/x/a%25|/tempZone/home/rods/in/x/a%25|a%25|42|1000|2000|/data|${path}|$1",
                        avu -> avu.value())
                .returns("from", avu -> avu.attribute()).returns("daily", avu -> avu.unit());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "operation: PUT;oops: 1|h.yaml:2: unknown key 'oops'; known here are as_user, character_map, delete_mode, metadata, operation, retries, target_path, to_resource",
            "operation: PUTT|h.yaml:1: operation must be one of REGISTER_SYNC, REGISTER_AS_REPLICA_SYNC, PUT, PUT_SYNC, PUT_APPEND, NO_OP, not 'PUTT'",
            "operation: PUT;operation: PUT|h.yaml:2: key 'operation' is there twice",
            "operation:|h.yaml:1: operation must be a text",
            "operation:; - {regex: '(', use: PUT}|h.yaml:2: '(' is no regular expression: Unclosed group",
            "operation:; - {regex: 'a'}|h.yaml:2: 'use' is missing",
            "target_path: '/x/${env.HOME}'|h.yaml:1: unknown variable '${env.HOME}'; known are ctime, job, mtime, name, path, size, source, target, metadata.NAME, tag.NAME",
            "target_path: '/x/${path'|h.yaml:1: '${path' has no closing brace",
            "target_path:; - {regex: '^/a', replace: '/b$1'}|h.yaml:2: replace '/b$1' cannot be used: No group 1; $1 is the first group of regex, a dollar sign itself is \\$",
            "as_user: {name: alice}|h.yaml:1: 'zone' is missing",
            "as_user: alice|h.yaml:1: as_user must have keys: some of zone, name",
            "character_map:; - {chars: 'ab', to: '__'}|h.yaml:2: a character map replaces by one character, not by '__'",
            "character_map:; - {to: _}|h.yaml:2: a rule of character_map has either chars or regex",
            "retries:;  max: -1|h.yaml:2: max must be a number from 0 to 1000000000, not '-1'",
            "retries: {max: 1.5}|h.yaml:1: max must be a whole number, not '1.5'",
            "retries: {delay: soon}|h.yaml:1: delay must be a number from 0 to 1000000000, not 'soon'",
            "retries: {timeout: 0}|h.yaml:1: timeout must be positive",
            "metadata:; - {on: file, when: create, attribute: a, value: b}|h.yaml:2: on must be one of data_object, collection, not 'file'",
            "operation: [|h.yaml:2: expected the node content, but found '<stream end>'",
            "just text|h.yaml:1: the file must have keys: some of operation, delete_mode, to_resource, target_path, as_user, character_map, retries, metadata"})
    void mistakesAreToldWithTheirLine(String yaml, String message) {
        assertThatExceptionOfType(InvalidHandlerException.class)
                .isThrownBy(() -> parse(yaml.replace(';', '\n') + "\n")).withMessage(message);
    }

    @Test
    void whatIsNoYamlIsRefused() {
        assertThatExceptionOfType(InvalidHandlerException.class).isThrownBy(() -> parse(""))
                .withMessage("h.yaml: the file is empty");
        assertThatExceptionOfType(InvalidHandlerException.class)
                .isThrownBy(() -> YamlHandler.parse("h.yaml", new byte[]{'a', ':', (byte) 0xFF}))
                .withMessage("h.yaml: the file is not UTF-8");
    }

    private static Entry entry(String path) {
        return new Entry(path, JOB.target() + path.substring("/data".length()), Entry.Kind.REGULAR, 42,
                Instant.ofEpochSecond(1_000, 5), Instant.ofEpochSecond(2_000));
    }

    private static YamlHandler parse(String yaml) throws InvalidHandlerException {
        return YamlHandler.parse("h.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }
}
