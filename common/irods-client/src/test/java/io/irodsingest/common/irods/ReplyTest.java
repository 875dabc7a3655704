package io.irodsingest.common.irods;

import static org.assertj.core.api.Assertions.assertThat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyTest {
    @Test
    void describesInOneLine() {
        assertThat(new Reply(-814_000, "collection '/a' is unknown\nand more").describe()).isEqualTo(
                "its collection does not exist (collection '/a' is unknown), iRODS status -814000"
                        + " (CAT_UNKNOWN_COLLECTION)");
        assertThat(new Reply(-513_028, "").describe())
                .isEqualTo("the server could not write to its storage: no space left on its storage, iRODS status"
                        + " -513028 (UNIX_FILE_WRITE_ERR)");
        assertThat(new Reply(0, "zone a does not exist").describe()).isEqualTo("zone a does not exist");
    }

    /** Also those of which nothing is known here but the name, and those that a later server may have. */
    @ParameterizedTest
    @CsvSource({"-308000,USER_PACKSTRUCT_INPUT_ERR", "-515036,UNIX_FILE_UNLINK_ERR", "-511036,UNIX_FILE_CREATE_ERR",
            "-806000,CAT_SQL_ERR", "-78000,SYS_RESC_DOES_NOT_EXIST", "-1832000,''", "-37000,SYS_NO_ICAT_SERVER_ERR"})
    void everyStatusHasItsName(int status, String name) {
        String line = new Reply(status, "").describe();
        assertThat(line).contains("iRODS status " + status).contains(name).doesNotContain("\n");
        assertThat(line.contains("the name is too long")).isEqualTo(status % 1000 == -36);
    }

    @Test
    void anErrnoThatNobodyKnowsIsToldAsNumber() {
        assertThat(new Reply(-513_999, "").describe()).contains("errno 999").contains("UNIX_FILE_WRITE_ERR");
    }

    @Test
    void explainsOnce() {
        String explained = new Reply(-814_000, "collection '/a' is unknown").explain();
        assertThat(new Reply(-814_000, explained).explain()).isEqualTo(explained);
    }
}
