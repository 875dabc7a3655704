package io.irodsingest.common.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {
    /** As the index has it: a job is in the list of names by its name, an end of line, and more. */
    private static boolean isInRange(NamePattern pattern, String name) {
        String entry = '[' + name + "\n00-id";
        return entry.compareTo(pattern.first()) >= 0 && entry.compareTo(pattern.last()) <= 0;
    }

    @ParameterizedTest
    @CsvSource({"daily, daily, true", "daily, daily2, false", "daily, dail, false", "daily*, daily, true",
            "daily*, daily2, true", "daily*, dail, false", "daily*, weekly, false", "*, anything, true", "a, A, false"})
    void aNameIsMeantByItselfOrByItsBegin(String pattern, String name, boolean isMeant) {
        NamePattern names = new NamePattern(pattern);

        assertThat(names.matches(name)).isEqualTo(isMeant);
        assertThat(isInRange(names, name)).as("where the index looks").isEqualTo(isMeant);
    }
}
