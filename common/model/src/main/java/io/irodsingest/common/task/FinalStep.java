package io.irodsingest.common.task;

import java.util.Optional;

/**
 * What a pass goes on with when all its tasks are done. A job has a list of them in its record, which its kind of work gives it
 * when it is made; each is entered once, in that order, when all tasks of the one before it are done.
 *
 * @param name tells which one a pass is at; each has another
 * @param ifNoted the name of a note: without members in it, the step is passed over. Empty for always
 */
public record FinalStep(String name, EncodedTask task, Optional<String> ifNoted) {}
