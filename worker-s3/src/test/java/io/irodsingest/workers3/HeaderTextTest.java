package io.irodsingest.workers3;

import static org.assertj.core.api.Assertions.assertThat;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plain text                                             | plain text
            Jürgen                                                 | Jürgen
            =?UTF-8?Q?J=C3=BCrgen_M.?=                             | Jürgen M.
            =?utf-8?b?SsO8cmdlbg==?=                               | Jürgen
            =?ISO-8859-1?Q?J=FCrgen?=                              | Jürgen
            =?UTF-8*de?Q?J=C3=BCrgen?=                             | Jürgen
            =?UTF-8?B?SsO8?= =?UTF-8?B?cmdlbg==?=                  | Jürgen
            by =?UTF-8?B?SsO8?= and others                         | by Jü and others
            =?no-such-charset?Q?a?=                                | =?no-such-charset?Q?a?=
            =?UTF-8?B?not base64?=                                 | =?UTF-8?B?not base64?=
            =?UTF-8?Q?=FF?=                                        | =?UTF-8?Q?=FF?=
            1 =? 2                                                 | 1 =? 2
            """)
    void bytesAndEncodedWordsAreText(String sent, String text) {
        String bytes = new String(sent.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(HeaderText.decode(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"J\u00FCrgen", "\u00E9t\u00E9"})
    void whatIsNoUtf8IsTakenForLatin1(String sent) {
        assertThat(HeaderText.decode(sent)).isEqualTo(sent);
    }
}
