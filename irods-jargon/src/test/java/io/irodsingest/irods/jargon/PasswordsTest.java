package io.irodsingest.irods.jargon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.PoolSettings;
import io.irodsingest.miniirods.MiniIrods;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Passwords that are special to Jargon. */
class PasswordsTest {
    @Test
    void theyAreBytesInUtf8() throws Exception {
        String password = "pä &<`'ß";
        try (MiniIrods server = MiniIrods.builder().password(password).start();
                Irods irods = client(server, password);
                IrodsSession session = irods.session()) {
            assertThat(session.isCollection("/tempZone/home/rods")).isTrue();
        }
    }

    @Test
    void oneThatIsTooLongIsRefusedInOneLine() throws IOException {
        try (MiniIrods server = MiniIrods.builder().start(); Irods irods = client(server, "x".repeat(50))) {
            assertThatExceptionOfType(IrodsException.class).isThrownBy(irods::session)
                    .withMessage("the iRODS server 127.0.0.1:" + server.port()
                            + " refuses rods#tempZone: Jargon says: Password is too long");
        }
    }

    private static Irods client(MiniIrods server, String password) {
        IrodsEnvironment environment = IrodsEnvironment.read(Map.of("IRODS_HOST", server.host(), "IRODS_PORT",
                String.valueOf(server.port()), "IRODS_ZONE_NAME", "tempZone", "IRODS_USER_NAME", "rods",
                "IRODS_PASSWORD", password), Path.of("/nonexistent"));
        return new JargonProvider().open(environment, PoolSettings.DEFAULT);
    }
}
