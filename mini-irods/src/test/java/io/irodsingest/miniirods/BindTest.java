package io.irodsingest.miniirods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class BindTest {
    private static final String LONG_PASSWORD = "0123456789abcdef";

    @Test
    void beyondLoopbackAShortPasswordIsRefused() throws IOException {
        InetAddress everywhere = InetAddress.getByName("0.0.0.0");
        assertThatThrownBy(
                () -> MiniIrods.builder().bind(everywhere).password(LONG_PASSWORD.substring(1)).start().close())
                .isInstanceOf(IOException.class).hasMessageContaining("0.0.0.0")
                .hasMessageContaining("at least 16 characters");
    }

    @Test
    void onAnotherAddressItAnswersThereAndNotOn127_0_0_1() throws IOException {
        try (MiniIrods server = MiniIrods.builder().bind(InetAddress.getByName("127.0.0.2")).password(LONG_PASSWORD)
                .start()) {
            assertThatThrownBy(() -> RawClient.as(server.port(), "rods", LONG_PASSWORD).close())
                    .isInstanceOf(IOException.class);
            try (Socket there = new Socket("127.0.0.2", server.port())) {
                assertThat(there.isConnected()).isTrue();
            }
        }
    }

    @Test
    void aWrongPasswordIsRefused() throws IOException {
        try (MiniIrods server = MiniIrods.builder().password(LONG_PASSWORD).start()) {
            assertThatThrownBy(() -> RawClient.as(server.port(), "rods", "wrong").close())
                    .isInstanceOf(IOException.class).hasMessageContaining("authentication");
        }
    }
}
