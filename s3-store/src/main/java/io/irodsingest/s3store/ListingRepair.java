package io.irodsingest.s3store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;

/**
 * Makes listings readable that are not, so that one odd key does not take those beside it away. What XML cannot hold, as stores
 * write it that do not encode keys, becomes {@link #UNREADABLE}; percent signs that stand for themselves, where a store says that
 * it encodes and does not, are encoded. Stateless.
 */
public final class ListingRepair implements ExecutionInterceptor {
    /** A code point that is no character, and so in no key. */
    public static final char UNREADABLE = '\uFDD0';

    private static final Pattern NO_CHARACTER = Pattern
            .compile("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");
    private static final Pattern REFERENCE = Pattern.compile("&#(x[0-9A-Fa-f]{1,8}|[0-9]{1,9});");
    private static final Pattern PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final Pattern SAYS_ENCODED = Pattern.compile("<EncodingType>\\s*url\\s*</EncodingType>");
    private static final String REPLACEMENT = String.valueOf(UNREADABLE);
    private static final int HEXADECIMAL = 16;

    @Override
    public Optional<InputStream> modifyHttpResponseContent(Context.ModifyHttpResponse context,
            ExecutionAttributes attributes) {
        if (!(context.request() instanceof ListObjectsV2Request) || !context.httpResponse().isSuccessful()) {
            return context.responseBody();
        }
        return context.responseBody().map(ListingRepair::repaired);
    }

    private static InputStream repaired(InputStream body) {
        try (body) {
            byte[] bytes = body.readAllBytes();
            String text = text(bytes);
            String repaired = repaired(text);
            return new ByteArrayInputStream(
                    repaired.equals(text) && text.indexOf(UNREADABLE) < 0
                            ? bytes
                            : repaired.getBytes(StandardCharsets.UTF_8));
        } catch (IOException cut) {
            throw SdkClientException.create("the listing broke off", cut);
        }
    }

    /** Bytes that are no UTF-8 cannot be read either. */
    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE).replaceWith(REPLACEMENT)
                    .decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException impossible) {
            throw new IllegalStateException("what is malformed is replaced", impossible);
        }
    }

    static String repaired(String listing) {
        String readable = NO_CHARACTER.matcher(listing).replaceAll(REPLACEMENT);
        readable = REFERENCE.matcher(readable)
                .replaceAll(reference -> isCharacter(reference.group(1))
                        ? Matcher.quoteReplacement(reference.group())
                        : REPLACEMENT);
        return SAYS_ENCODED.matcher(readable).find() ? PERCENT.matcher(readable).replaceAll("%25") : readable;
    }

    private static boolean isCharacter(String number) {
        long point = number.charAt(0) == 'x'
                ? Long.parseLong(number.substring(1), HEXADECIMAL)
                : Long.parseLong(number);
        return Character.isValidCodePoint((int) Math.min(point, Integer.MAX_VALUE))
                && !NO_CHARACTER.matcher(Character.toString((int) point)).matches();
    }
}
