/**
 * Paths of the source as the bytes they are, and the logical paths they become. Users' expressions are those of java.util.regex with a
 * budget, also where RE2/J would understand them: it takes {@code $} before a last newline, {@code .}, {@code \s}, {@code \v},
 * ignored case and classes within classes for something else without a word (in a sixth of 200,000 expressions made at random), and
 * it is slower on most paths.
 */
package io.irodsingest.common.path;
