package io.irodsingest.common.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkerOptionsTest {
    private static final Duration DRAIN = Duration.ofSeconds(5);

    @Test
    void aWorkerNeedsAThreadAndAQueue() {
        assertThatThrownBy(() -> new WorkerOptions("test", List.of("file"), 0, DRAIN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WorkerOptions("test", List.of(), 1, DRAIN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new WorkerOptions("test", List.of("file"), 1, DRAIN).profiles()).isEmpty();
    }

    @Test
    void eachThreadHasATaskAtHandWhenItIsDoneWithOne() {
        assertThat(new WorkerOptions("test", List.of("file"), 4, DRAIN).prefetch()).isEqualTo(8);
    }

    @Test
    void withADirectoryForProfilesItIsOtherwiseTheSame() {
        WorkerOptions plain = new WorkerOptions("test", List.of("file"), 4, DRAIN);

        WorkerOptions profiled = plain.withProfiles(Optional.of(Path.of("/profiles")));

        assertThat(profiled.profiles()).contains(Path.of("/profiles"));
        assertThat(profiled.withProfiles(Optional.empty())).isEqualTo(plain);
    }
}
