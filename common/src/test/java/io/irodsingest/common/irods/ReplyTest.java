package io.irodsingest.common.irods;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplyTest {
    @Test
    void describesInOneLine() {
        assertThat(new Reply(-814_000, "collection '/a' is unknown\nand more").describe()).isEqualTo(
                "its collection does not exist (collection '/a' is unknown), iRODS status -814000");
        assertThat(new Reply(-513_028, "").describe())
                .isEqualTo("the server could not write to its storage, iRODS status -513028");
    }

    @Test
    void explainsOnce() {
        String explained = new Reply(-814_000, "collection '/a' is unknown").explain();
        assertThat(new Reply(-814_000, explained).explain()).isEqualTo(explained);
    }
}
