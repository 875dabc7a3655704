package io.irodsingest.common.path;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.path.TargetPaths.Avu;
import io.irodsingest.handlerapi.CharacterRule;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
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

    @Test
    void theCharacterMapTranslatesEachElementBelowTheTarget() {
        TargetPaths mapped = mapped();
        assertThat(mapped.logicalPath(RawPath.EMPTY)).isEqualTo("/temp Zone/home/in");
        assertThat(mapped.logicalPath(RawPath.ofText("a b c/f g"))).matches("/temp Zone/home/in/a_b_c-\\w+/f_g-\\w+");
    }

    @Test
    void whatIsNamedOtherwiseCarriesItsPath() {
        RawPath undecodable = RawPath.ofBytes(new byte[]{'a', ' ', (byte) 0xFF});
        assertThat(mapped().metadata(RawPath.EMPTY, RawPath.ofText("a b")))
                .containsExactly(new Avu("irods::automated_ingest::character_map", base64("/data/in/a b"),
                        "python3.base64.b64encode(full_path_of_source_file)"));
        assertThat(mapped().metadata(RawPath.ofText("a b"), RawPath.ofText("plain"))).hasSize(1);
        assertThat(mapped().metadata(RawPath.ofText("ab"), RawPath.ofText("plain"))).isEmpty();
        assertThat(targets.metadata(RawPath.EMPTY, RawPath.ofText("a b"))).isEmpty();
        assertThat(mapped().metadata(RawPath.EMPTY, undecodable)).extracting(Avu::attribute)
                .containsExactly("irods::automated_ingest::UnicodeEncodeError");
    }

    @Test
    void theCharacterMapIsNotForUndecodableNames() {
        RawPath undecodable = RawPath.ofBytes(new byte[]{'a', ' ', (byte) 0xFF});
        assertThat(mapped().logicalName(RawPath.EMPTY, undecodable))
                .isEqualTo(targets.logicalName(RawPath.EMPTY, undecodable));
    }

    private static TargetPaths mapped() {
        return new TargetPaths(RawPath.ofText("/data/in"), "/temp Zone/home/in",
                List.of(CharacterRule.anyOf(" ", "_")));
    }

    private static String base64(String path) {
        return Base64.getEncoder().encodeToString(path.getBytes(StandardCharsets.UTF_8));
    }
}
