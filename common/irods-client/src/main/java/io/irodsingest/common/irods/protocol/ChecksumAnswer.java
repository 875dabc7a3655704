package io.irodsingest.common.irods.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.irods.protocol.wire.Answer;
import io.irodsingest.common.irods.protocol.wire.PiWriter;
import java.util.ArrayList;
import java.util.List;

/** What the server says when it is asked for a checksum, or to verify one. */
final class ChecksumAnswer {
    /** CHECK_VERIFICATION_RESULTS in rodsErrorTable.h: what was found stands in the answer, as JSON. Since 4.2.11. */
    private static final int FINDINGS = -407_000;
    private static final byte[] STRING = PiWriter.ascii("<myStr>");
    private static final JsonMapper JSON = new JsonMapper();

    private ChecksumAnswer() {}

    static Reply reply(Answer answer) {
        if (answer.status() == FINDINGS && answer.body().find(STRING)) {
            return findings(answer.body().text());
        }
        return answer.status() >= 0 && answer.body().find(STRING)
                ? new Reply(answer.status(), answer.body().text())
                : answer.reply();
    }

    /** The first that is wrong gives the status; that replicas were left alone, because they are not good, is nothing wrong. */
    private static Reply findings(String json) {
        List<String> wrong = new ArrayList<>();
        int status = 0;
        try {
            for (JsonNode finding : JSON.readTree(json)) {
                int code = finding.path("error_code").asInt();
                if (code < 0) {
                    status = status == 0 ? code : status;
                    wrong.add(finding.path("message").asText().replaceFirst("^[A-Z]+: ", ""));
                }
            }
        } catch (JsonProcessingException unreadable) {
            return new Reply(FINDINGS, json);
        }
        return status == 0 ? Reply.OK : new Reply(status, String.join("; ", wrong));
    }
}
