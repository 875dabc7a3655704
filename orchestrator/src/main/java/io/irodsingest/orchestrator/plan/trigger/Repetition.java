package io.irodsingest.orchestrator.plan.trigger;

/** How often a line of cron runs, as far as daylight saving is concerned. */
enum Repetition {
    /** At fixed times of some hours: gap and overlap follow the policy. */
    FIXED,
    /** Again and again within some hours, like {@code *}{@code /10 1-3 * * *}: both passes of an hour that exists twice have it. */
    WITHIN_HOURS,
    /** In every hour: whenever the clock on the wall shows such a time, and at no other moment. */
    EVERY_HOUR
}
