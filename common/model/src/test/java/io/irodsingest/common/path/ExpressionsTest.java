package io.irodsingest.common.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.common.path.Expressions.EndlessException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ExpressionsTest {
    private static final String LONGEST_PATH = "/data" + "/some directory".repeat(272);

    @ParameterizedTest
    @ValueSource(strings = {"(.*a){25}b", "/data/(a+)+\\1b"})
    void whatWouldNotEndInALifetimeIsRefused(String expression) {
        Pattern pattern = Pattern.compile(expression);
        String path = "/data/" + "a".repeat(60) + "!";

        assertThatThrownBy(() -> Expressions.matchesBegin(pattern, path)).isInstanceOf(EndlessException.class)
                .hasMessageContaining(expression).hasMessageContaining(path);
    }

    @Test
    void whatIsTooDeepForAThreadIsRefused() {
        Pattern pattern = Pattern.compile("(a|b)*");

        assertThatThrownBy(() -> Expressions.matchesBegin(pattern, "ab".repeat(200_000)))
                .isInstanceOf(EndlessException.class);
    }

    @Test
    void whatIsSensibleIsFarFromTheLimit() {
        assertThat(Expressions.matchesBegin(Pattern.compile(".*\\.tmp$"), LONGEST_PATH + ".tmp")).isTrue();
        assertThat(Expressions.matchesBegin(Pattern.compile(".*/some.*/dir.*x"), LONGEST_PATH)).isFalse();
        assertThat(Expressions.matchesBegin(Pattern.compile("(?!.*\\.tif$)"), LONGEST_PATH)).as("look-ahead").isTrue();
    }

    @Test
    void expressionsMeanWhatTheyMeanElsewhere() {
        assertThat(Expressions.matchesBegin(Pattern.compile("b"), "abc")).as("only from the begin").isFalse();
        assertThat(Expressions.isIn(Pattern.compile("b"), "abc")).isTrue();
        assertThat(Expressions.replaceFirst(Pattern.compile("(b)"), "abcb", "<$1>")).isEqualTo("a<b>cb");
        assertThat(Expressions.replaceAll(Pattern.compile("b"), "abcb", "x")).isEqualTo("axcx");
        assertThat(Expressions.replaceAll(Pattern.compile("z"), "abcb", "x")).isEqualTo("abcb");
    }
}
