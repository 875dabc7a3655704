package io.irodsingest.ingesttasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.handlerapi.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngestSpecTest {
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
        assertThat(zone("/tempZone/home/rods")).isEqualTo("tempZone");
        assertThat(zone("/tempZone")).isEqualTo("tempZone");
    }

    private static JobSpec spec(String name, String source, String target, int filesPerTask) {
        return new JobSpec(name, IngestSpec.of(RawPath.ofText(source), target, Operation.REGISTER_SYNC)
                .with(SyncOptions.of(Operation.REGISTER_SYNC).filesPerTask(filesPerTask)));
    }

    private static String zone(String target) {
        return IngestSpec.of(RawPath.ofText("/data"), target, Operation.REGISTER_SYNC).zone();
    }
}
