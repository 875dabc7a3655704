package io.irodsingest.adminapi;

/**
 * A queue of the broker.
 *
 * @param ready messages waiting
 * @param consumers workers that take from it
 * @param inPerSecond messages that came into it, a second, over the last ten seconds or so
 * @param outPerSecond messages that workers took from it, a second, over the same time
 */
public record QueueView(String name, long ready, long consumers, double inPerSecond, double outPerSecond) {}
