package io.irodsingest.cli.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers that the command line refuses before it asks anyone. */
public final class Numbers {
    private Numbers() {}

    /** A whole number of 1 or more. */
    public static final class Positive implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            int number = whole(text);
            if (number < 1) {
                throw new TypeConversionException(number + " is less than 1");
            }
            return number;
        }
    }

    /** A whole number of 0 or more. */
    public static final class NotNegative implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            int number = whole(text);
            if (number < 0) {
                throw new TypeConversionException(number + " is less than 0");
            }
            return number;
        }
    }

    /** Seconds, with a fraction if need be. */
    public static final class Seconds implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            try {
                double seconds = Double.parseDouble(text);
                if (seconds >= 0 && Double.isFinite(seconds)) {
                    return seconds;
                }
            } catch (NumberFormatException none) {
                throw new TypeConversionException("'" + text + "' is no number of seconds");
            }
            throw new TypeConversionException("'" + text + "' is no number of seconds");
        }
    }

    /** Bytes, with K, M or G behind them for the powers of 1024. */
    public static final class Size implements ITypeConverter<Long> {
        private static final String UNITS = "KMG";

        @Override
        public Long convert(String text) {
            int unit = text.isEmpty() ? -1 : UNITS.indexOf(Character.toUpperCase(text.charAt(text.length() - 1)));
            String number = unit < 0 ? text : text.substring(0, text.length() - 1);
            try {
                long size = Math.multiplyExact(Long.parseLong(number), 1L << 10 * (unit + 1));
                if (size >= 1) {
                    return size;
                }
            } catch (NumberFormatException | ArithmeticException none) {
                throw new TypeConversionException("'" + text + "' is no size like 500K, 20M or 1G");
            }
            throw new TypeConversionException("'" + text + "' is no size like 500K, 20M or 1G");
        }
    }

    private static int whole(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException none) {
            throw new TypeConversionException("'" + text + "' is no whole number");
        }
    }
}
