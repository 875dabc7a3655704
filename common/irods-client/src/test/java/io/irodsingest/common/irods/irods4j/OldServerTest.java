package io.irodsingest.common.irods.irods4j;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.PoolSettings;
import io.irodsingest.miniirods.MiniIrods;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OldServerTest {
    @Test
    void aServerThatIsTooOldIsNamedWithTheWayOut() throws Exception {
        try (MiniIrods server = MiniIrods.builder().release("4.2.8").catalogInMemory().start();
                Irods irods = new Irods4jProvider().open(IrodsEnvironment.read(
                        Map.of("IRODS_HOST", server.host(), "IRODS_PORT", String.valueOf(server.port()),
                                "IRODS_ZONE_NAME", "tempZone", "IRODS_USER_NAME", "rods", "IRODS_PASSWORD", "rods"),
                        Path.of("/nonexistent")), PoolSettings.DEFAULT)) {
            assertThatThrownBy(irods::session).isInstanceOf(IrodsException.class).hasMessageContaining(
                    "irods4j needs iRODS 4.3.2 or later, and the server is 4.2.8; IRODS_CLIENT=jargon");
        }
    }
}
