package io.irodsingest.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoopbackPortsTest {
    @Test
    void noPortIsChosenTwice() throws IOException {
        Set<Integer> chosen = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            assertThat(chosen.add(LoopbackPorts.free())).isTrue();
        }
        assertThat(chosen).allMatch(port -> port + 10_000 < 32_768);
    }
}
