package io.irodsingest.common.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.handlerapi.Operation;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobSpecTest {
    @ParameterizedTest
    @CsvSource({"name,/data,/,50,target '/' is refused", "name,/data,relative/path,50,not an absolute logical path",
            "name,/data,/zone//x,50,empty", "name,/data,/zone/../x,50,'..'", "name,/data,/zone/x/,50,empty",
            "name,data,/zone/x,50,not an absolute path", "name,/data,/zone/x,0,at least 1",
            "a/b,/data,/zone/x,50,not usable",
            "'',/data,/zone/x,50,not usable"})
    void whatCannotBeIsRefusedWithAReason(String name, String source, String target, int filesPerTask, String reason) {
        assertThatThrownBy(() -> spec(name, source, target, filesPerTask)).isInstanceOf(InvalidJobException.class)
                .hasMessageContaining(reason).message().hasLineCount(1);
    }

    @Test
    void theZoneIsTheFirstElementOfTheTarget() {
        assertThat(spec("name", "/data", "/tempZone/home/rods", 50).zone()).isEqualTo("tempZone");
        assertThat(spec("name", "/data", "/tempZone", 50).zone()).isEqualTo("tempZone");
    }

    private static JobSpec spec(String name, String source, String target, int filesPerTask) {
        return JobSpec.plain(name, RawPath.ofText(source), target, Operation.REGISTER_SYNC, Optional.empty(),
                filesPerTask, false);
    }
}
