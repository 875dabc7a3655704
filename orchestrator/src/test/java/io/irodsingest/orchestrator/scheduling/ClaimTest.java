package io.irodsingest.orchestrator.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.irodsingest.common.job.Grant;
import io.irodsingest.common.state.schedule.ScheduleChange;
import io.irodsingest.common.state.schedule.StoredSchedule;
import io.irodsingest.orchestrator.plan.MissedPolicy;
import io.irodsingest.orchestrator.plan.MissedPolicy.Mode;
import io.irodsingest.orchestrator.plan.OverlapPolicy;
import io.irodsingest.orchestrator.plan.Policies;
import io.irodsingest.orchestrator.plan.Schedule;
import io.irodsingest.orchestrator.plan.ScheduleState;
import io.irodsingest.orchestrator.plan.trigger.Cron;
import io.irodsingest.orchestrator.plan.trigger.Every;
import io.irodsingest.orchestrator.plan.trigger.Plan;
import io.irodsingest.orchestrator.plan.trigger.Trigger;
import io.irodsingest.orchestrator.plan.trigger.Window;
import io.irodsingest.orchestrator.plan.trigger.ZoneClock;
import io.irodsingest.orchestrator.scheduling.RunBook.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a change of a schedule says, of the schedule and a moment alone. */
class ClaimTest {
    private static final Instant MADE = Instant.parse("2026-11-28T00:00:00Z");
    private static final Trigger HOURLY = Every.of(Duration.ofHours(1));

    private long revision;

    @Test
    void aRunIsClaimedOnceNumberedAndLoggedAndTheNextTimeFollowsThePlannedOne() {
        StoredSchedule stored = stored(HOURLY, Policies.DEFAULT);
        Instant late = MADE.plus(Duration.ofHours(1)).plusMillis(900);

        Claim claim = new Claim(stored, late).due();

        ScheduleChange change = claim.change().orElseThrow();
        assertThat(change.notBefore()).contains(late);
        assertThat(change.runs()).singleElement().satisfies(run -> {
            assertThat(run.entry()).isEqualTo(1);
            assertThat(run.toHandOver()).isTrue();
        });
        assertThat(claim.handovers()).singleElement()
                .satisfies(handover -> assertThat(handover.run().job()).isEqualTo("id.1"));
        assertThat(claim.after().schedule().progress().next().orElseThrow().planned())
                .isEqualTo(MADE.plus(Duration.ofHours(2)));
        assertThat(change.after().watched()).isTrue();

        Claim again = new Claim(after(claim), late).due();
        assertThat(again.change()).as("there is nothing more to be done at that moment").isEmpty();
    }

    @Test
    void planTimesThatAreLeftOutOneAfterTheOtherAreOneEntryOfTheLog() {
        Policies skip = new Policies(new MissedPolicy(Mode.SKIP, Duration.ofDays(1), 100), OverlapPolicy.SKIP, false);
        Claim claim = new Claim(stored(HOURLY, skip), MADE.plus(Duration.ofMinutes(30 * 60 + 5))).due();

        assertThat(claim.tally()).isEqualTo(new Tally(0, 0, 0, 30, 0));
        LoggedRun logged = Documents.read(claim.change().orElseThrow().runs().getFirst());
        assertThat(logged.outcome()).isEqualTo(RunOutcome.MISSED);
        assertThat(logged.times()).isEqualTo(30);
        assertThat(logged.until()).contains(MADE.plus(Duration.ofHours(30)));
    }

    @Test
    void aFailureIsCountedOnceAndPausesWhereThatIsWanted() {
        Policies careful = new Policies(MissedPolicy.DEFAULT, OverlapPolicy.SKIP, true);
        Claim begun = new Claim(stored(HOURLY, careful), MADE.plus(Duration.ofHours(1))).due();
        Map<Long, RunEnd> ends = Map.of(1L, RunEnd.notStarted("no such source"));

        Claim ended = new Claim(after(begun), MADE.plus(Duration.ofHours(2))).ended(ends).due();

        Schedule schedule = ended.after().schedule();
        assertThat(schedule.state()).isEqualTo(ScheduleState.PAUSED);
        assertThat(schedule.note()).contains("run 1 was NOT_STARTED: no such source");
        assertThat(ended.tally()).isEqualTo(new Tally(0, 0, 1, 0, 1));
        assertThat(new Claim(after(ended), MADE.plus(Duration.ofHours(2))).ended(ends).change()).isEmpty();
    }

    @Test
    void aRunThatIsWantedIsBesideThePlan() {
        StoredSchedule stored = stored(HOURLY, Policies.DEFAULT);
        Claim claim = new Claim(stored, MADE).want(List.of(new Wanted(MADE, Cause.TRIGGERED),
                new Wanted(MADE.minusSeconds(60), Cause.BACKFILL))).wanted();

        assertThat(claim.handovers()).hasSize(1);
        assertThat(claim.after().runs().wanted()).hasSize(1);
        assertThat(claim.after().schedule().progress()).isEqualTo(claim.before().schedule().progress());

        Claim ended = new Claim(after(claim), MADE.plusSeconds(1))
                .ended(Map.of(1L, RunEnd.nothingToDo("nothing"))).due().wanted();
        assertThat(ended.handovers()).singleElement()
                .satisfies(next -> assertThat(next.run().planned()).isEqualTo(MADE.minusSeconds(60)));
    }

    @Test
    void theLatestTwentyWishesAreRecognisedAndARecordOfAnEarlierVersionHasNone() throws Exception {
        StoredSchedule stored = stored(HOURLY, Policies.DEFAULT);
        for (int i = 1; i <= 21; i++) {
            stored = after(new Claim(stored, MADE).fulfilled("wish" + i, "a trigger"));
        }
        RunBook runs = Documents.read(stored).runs();
        assertThat(runs.fulfilled("wish1")).isEmpty();
        assertThat(runs.fulfilled("wish2")).contains(new RunBook.Fulfilled("wish2", "a trigger", Tally.NOTHING));
        assertThat(runs.fulfilled("wish21")).isPresent();

        RunBook earlier = Documents.JSON.readValue("{\"entries\": 3, \"numbered\": 2}", RunBook.class);
        assertThat(earlier).isEqualTo(new RunBook(3, 2, List.of(), List.of(), List.of()));
    }

    /** As in JobRunr's report 1145: while clocks show an hour twice, a daily run came again and again. */
    @Test
    void aDailyRunInTheHourThatIsThereTwiceRunsOnceHoweverOftenSomebodyLooks() {
        Instant before = Instant.parse("2026-10-24T22:00:00Z");
        Trigger daily = Cron.of(ZoneClock.of(ZoneId.of("Europe/Berlin")), "5 2 * * *");
        StoredSchedule stored = stored(daily, new Policies(MissedPolicy.DEFAULT, OverlapPolicy.START_ANYWAY, false),
                before);
        List<Instant> started = new ArrayList<>();
        for (Instant now = before; now.isBefore(before.plus(Duration.ofHours(20))); now = now.plusSeconds(30)) {
            Claim claim = new Claim(stored, now).due();
            if (claim.change().isPresent()) {
                claim.handovers().forEach(handover -> started.add(handover.run().planned()));
                stored = after(claim);
            }
        }
        assertThat(started).containsExactly(Instant.parse("2026-10-25T00:05:00Z"));
    }

    private StoredSchedule stored(Trigger trigger, Policies policies) {
        return stored(trigger, policies, MADE);
    }

    private StoredSchedule stored(Trigger trigger, Policies policies, Instant made) {
        Schedule schedule = Schedule.of("hourly", new Plan(trigger, Window.OPEN), policies, made);
        return stored(new ScheduleRecord(schedule,
                new Action.Start(JsonNodeFactory.instance.objectNode(), Optional.empty()), Grant.UNKNOWN, made, "",
                RunBook.EMPTY));
    }

    private StoredSchedule after(Claim claim) {
        return stored(claim.after());
    }

    private StoredSchedule stored(ScheduleRecord record) {
        revision++;
        return new StoredSchedule("id", "hourly", revision, Documents.content(record), Optional.empty());
    }
}
