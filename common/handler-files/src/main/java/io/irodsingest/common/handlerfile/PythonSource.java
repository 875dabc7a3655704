package io.irodsingest.common.handlerfile;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Source files of Python with an event handler. Only a worker, which has a Python, can tell whether they are right. */
final class PythonSource {
    private static final Pattern HANDLER = Pattern.compile("\\bevent_handler\\b");

    private PythonSource() {}

    /** Finds what can be no event handler of Python at all. */
    static void check(String fileName, byte[] content) throws InvalidHandlerException {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException notText) {
            throw new InvalidHandlerException(fileName + ": the file is not UTF-8");
        }
        if (!HANDLER.matcher(text).find()) {
            throw new InvalidHandlerException(fileName + ": the file has no class event_handler");
        }
    }
}
