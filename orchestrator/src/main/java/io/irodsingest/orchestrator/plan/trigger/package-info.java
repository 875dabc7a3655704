/**
 * When a schedule is due: pure functions of time, without a clock, Redis or HTTP.
 *
 * <p>
 * A {@link io.irodsingest.orchestrator.plan.trigger.Trigger} is one of three: {@code At} a time, {@code Every} interval, or
 * {@code Cron}. Its {@code next} leads from a planned time to the following one, so a run that started late, was started by hand or
 * was missed shifts no later one. {@code Window} bounds it, and {@code Plan} is both together.
 *
 * <p>
 * <b>Times that do not exist, or exist twice.</b> A zone's clock leaves out an hour or a day, or shows an hour twice. A fixed time in
 * the gap runs at the first moment after it ({@code RUN_AFTER}, once however many of its times are in the gap) or not at all
 * ({@code SKIP}); a fixed time in the overlap runs at the first, the second or both. A line of cron that runs in every hour
 * ({@code *}{@code /10 * * * *}, {@code 30 * * * *}) runs whenever the clock on the wall shows such a time, so its elapsed time goes
 * on evenly: an hour that is left out has no runs of it, an hour that exists twice has them twice. A line that begins with {@code *} in
 * its minute or second, but has hours of its own ({@code *}{@code /10 1-3 * * *}), runs on through both passes of an hour that exists
 * twice, and follows the policy in a gap. This is what cron daemons do, which treat jobs of a fixed time specially and leave those that
 * run more often to the clock; except that theirs lose the runs of {@code *}{@code /10 2 * * *} in the gap. An interval is elapsed time
 * and hears nothing of this. See {@code ZoneClock}.
 *
 * <p>
 * <b>The library.</b> The calendar of cron is {@code CronExpression} of Spring's spring-context (with spring-core, and nothing else of
 * Spring), behind {@code LocalTimes}. It reads local dates and times only; daylight saving is ours. Compared were:
 * <ul>
 * <li>cron-utils 9.2.1: smaller, and used by most others; no release since March 2023. {@code 31W} throws from the search in each month
 * without a 31st, {@code L,15} and {@code 1,2L} lose their L in silence, and {@code ? ?} never runs. It gives the second opinion in
 * tests.</li>
 * <li>Quartz: no {@code *} in both fields of days, {@code java.util.Date} and the zone's own daylight saving inside, one field of days
 * only.</li>
 * <li>Spring's: released every month, pure local times, no dependency of its own that is needed. It differs where crons differ
 * (steps of days of the week count from Monday to Sunday, a restricted day of the month and of the week must both fit) and has two defects: a day
 * before February's first ({@code L-28}) turns it in a circle, and {@code 31W} leaves out a month whose 31st is a Sunday.
 * {@code CronField} hands it nothing of these, and {@code NearestWeekday} is ours.</li>
 * </ul>
 */
package io.irodsingest.orchestrator.plan.trigger;
