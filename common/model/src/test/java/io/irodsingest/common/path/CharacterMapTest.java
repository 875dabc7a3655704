package io.irodsingest.common.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.irodsingest.handlerapi.CharacterRule;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CharacterMapTest {
    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("vectors")
    void translatesAsEver(String ruleSet, CharacterMap map, String given, String mapped) {
        String translated = Arrays.stream(given.split("/+", -1))
                .map(element -> element.isEmpty() ? "" : map.translate(element)).collect(Collectors.joining("/"));
        assertThat(translated).isEqualTo(mapped);
    }

    static Stream<Arguments> vectors() throws IOException {
        List<Arguments> vectors = new ArrayList<>();
        try (InputStream in = CharacterMapTest.class.getResourceAsStream("/character-map.json")) {
            for (JsonNode set : new ObjectMapper().readTree(in)) {
                List<CharacterRule> rules = new ArrayList<>();
                set.get("rules").forEach(rule -> rules.add(rule(rule)));
                for (JsonNode one : set.get("cases")) {
                    vectors.add(Arguments.of(set.get("name").asText(), new CharacterMap(rules),
                            one.path("element").asText(one.path("path").asText()), one.get("mapped").asText()));
                }
            }
        }
        assertThat(vectors).hasSize(168);
        return vectors.stream();
    }

    private static CharacterRule rule(JsonNode rule) {
        if (rule.has("regex")) {
            return CharacterRule.matching(rule.get("regex").asText(), rule.get("to").asText());
        }
        StringBuilder characters = new StringBuilder();
        rule.get("chars").forEach(character -> characters.append(character.asText()));
        return CharacterRule.anyOf(characters.toString(), rule.get("to").asText());
    }

    @Test
    void namesThatARuleShortensStayDifferent() {
        CharacterMap map = new CharacterMap(List.of(CharacterRule.matching("[0-9]+", "_")));
        assertThat(map.translate("run1")).startsWith("run_").isNotEqualTo(map.translate("run12"));
        assertThat(map.translate("run12")).startsWith("run_").isNotEqualTo(map.translate("run123"));
    }

    @Test
    void rulesThatLeaveNothingToWriteSuffixesWithAreRefused() {
        List<CharacterRule> everything = List.of(CharacterRule.matching(".", "_"));
        assertThatThrownBy(() -> new CharacterMap(everything)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fewer than two of the ASCII letters and digits");
    }
}
