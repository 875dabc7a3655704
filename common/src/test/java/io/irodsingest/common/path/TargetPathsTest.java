package io.irodsingest.common.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class TargetPathsTest {
    private final TargetPaths targets = new TargetPaths(RawPath.ofText("/data/in"), "/tempZone/home/rods/in");

    @Test
    void theSourceIsTheTargetItself() {
        assertThat(targets.logicalPath(RawPath.EMPTY)).isEqualTo("/tempZone/home/rods/in");
    }

    @Test
    void entriesKeepTheirRelativePath() {
        assertThat(targets.logicalPath(RawPath.ofText("a/b c/100%.txt")))
                .isEqualTo("/tempZone/home/rods/in/a/b c/100%.txt");
    }

    @Test
    void anUndecodableNameIsBase64OfTheWholePath() {
        RawPath name = RawPath.ofBytes(new byte[]{'x', (byte) 0xFF});
        byte[] whole = RawPath.ofText("/data/in/a").resolve(name).bytes();
        String base64 = Base64.getEncoder().encodeToString(whole);
        assertThat(targets.base64(RawPath.ofText("a"), name)).isEqualTo(base64);
        assertThat(targets.logicalName(RawPath.ofText("a"), name))
                .isEqualTo("irods_UnicodeEncodeError_" + base64.replace('/', '_'));
    }

    @Test
    void aSlashOfTheBase64DoesNotOpenACollection() {
        RawPath name = RawPath
                .ofBytes(new byte[]{'a', (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF});
        assertThat(targets.base64(RawPath.EMPTY, name)).contains("/");
        assertThat(targets.logicalName(RawPath.EMPTY, name)).doesNotContain("/");
    }

    @Test
    void belowAnUndecodableDirectoryNamesStayAsTheyAre() {
        RawPath directory = RawPath.ofBytes(new byte[]{(byte) 0xC3});
        String collection = targets.logicalPath(directory);
        assertThat(targets.logicalPath(directory.resolve(RawPath.ofText("file")))).isEqualTo(collection + "/file");
    }
}
