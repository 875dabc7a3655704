package io.irodsingest.orchestrator.scheduling;

import io.irodsingest.adminapi.schedule.SchedulePolicies;
import io.irodsingest.adminapi.schedule.ScheduleTrigger;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.orchestrator.request.JobRequests;
import io.irodsingest.orchestrator.plan.MissedPolicy;
import io.irodsingest.orchestrator.plan.MissedPolicy.Mode;
import io.irodsingest.orchestrator.plan.OverlapPolicy;
import io.irodsingest.orchestrator.plan.Policies;
import io.irodsingest.orchestrator.plan.trigger.At;
import io.irodsingest.orchestrator.plan.trigger.InvalidTriggerException;
import io.irodsingest.orchestrator.plan.trigger.Lengths;
import io.irodsingest.orchestrator.plan.trigger.Plan;
import io.irodsingest.orchestrator.plan.trigger.Trigger;
import io.irodsingest.orchestrator.plan.trigger.TriggerForm;
import io.irodsingest.orchestrator.plan.trigger.Window;
import io.irodsingest.orchestrator.plan.trigger.WindowForm;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Plans, policies and descriptions as users write them. Each error is one line that says where, what is wrong and what is allowed. */
public final class ScheduleForms {
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}/\\s*][^\\p{Cntrl}/*]*");
    /** The job of a run has the number of the run behind it, and perhaps more. */
    private static final int LONGEST_NAME = 150;
    private static final int LONGEST_DESCRIPTION = 1_000;
    private static final int MOST_METADATA = 50;
    private static final int LONGEST_KEY = 100;
    private static final int LONGEST_VALUE = 1_000;
    private static final int LONGEST_SHOWN = 50;
    private static final Duration LONGEST_DELAY = Duration.ofDays(3_650);
    private static final Duration LONGEST_WITHIN = Duration.ofDays(366);

    private ScheduleForms() {}

    /**
     * @param now from which a delay is counted
     * @throws InvalidTriggerException when it says nothing that can be done
     */
    public static Plan plan(ScheduleTrigger wanted, Instant now) {
        Window window = Window.of(new WindowForm(wanted.first(), wanted.last(), wanted.runs(), wanted.jitter()));
        return new Plan(trigger(wanted, now), window);
    }

    private static Trigger trigger(ScheduleTrigger wanted, Instant now) {
        Map<String, Optional<?>> kinds = new LinkedHashMap<>();
        kinds.put("at", wanted.at());
        kinds.put("in", wanted.in());
        kinds.put("every", wanted.every());
        kinds.put("cron", wanted.cron());
        List<String> given = given(kinds);
        if (given.size() != 1) {
            throw new InvalidTriggerException("a trigger has exactly one of at, in, every and cron, not "
                    + (given.isEmpty() ? "none of them" : String.join(" and ", given)));
        }
        if (wanted.in().isEmpty()) {
            return Trigger.of(new TriggerForm(wanted.at(), wanted.every(), wanted.cron(), wanted.anchor(),
                    wanted.zone(), wanted.gap(), wanted.overlap()));
        }
        List<String> others = given(Map.of("anchor", wanted.anchor(), "zone", wanted.zone(), "gap", wanted.gap(),
                "overlap", wanted.overlap()));
        if (!others.isEmpty()) {
            throw new InvalidTriggerException(others.getFirst() + " does not go with in: leave one of them out");
        }
        Duration delay = Lengths.parse("in", wanted.in().get());
        if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
            throw new InvalidTriggerException("in '" + wanted.in().get() + "' is out of range: allowed are 0 to "
                    + LONGEST_DELAY.toDays() + " days");
        }
        return At.of(now.plus(delay));
    }

    private static List<String> given(Map<String, ? extends Optional<?>> fields) {
        return fields.entrySet().stream().filter(field -> field.getValue().isPresent()).map(Map.Entry::getKey)
                .toList();
    }

    /** How a plan is written in answers. */
    public static ScheduleTrigger shown(Plan plan) {
        TriggerForm trigger = plan.trigger().form();
        WindowForm window = plan.window().form();
        return new ScheduleTrigger(trigger.at(), Optional.empty(), trigger.every(), trigger.cron(), trigger.anchor(),
                trigger.zone(), trigger.gap(), trigger.overlap(), window.first(), window.last(), window.runs(),
                window.jitter());
    }

    /**
     * @throws InvalidJobException for a value that is not known
     * @throws InvalidTriggerException for one that makes no sense
     */
    public static Policies policies(SchedulePolicies wanted) {
        Mode mode = JobRequests.choice("missed", wanted.missed(), Mode.values()).orElse(MissedPolicy.DEFAULT.mode());
        if (mode != Mode.CATCH_UP && wanted.missedMost().isPresent()) {
            throw new InvalidTriggerException("missed_most goes with missed CATCH_UP only: leave it out");
        }
        if (mode == Mode.SKIP && wanted.missedWithin().isPresent()) {
            throw new InvalidTriggerException("missed_within does not go with missed SKIP: leave it out");
        }
        Duration within = wanted.missedWithin().map(text -> Lengths.parse("missed_within", text))
                .orElse(MissedPolicy.DEFAULT.within());
        if (within.compareTo(LONGEST_WITHIN) > 0) {
            throw new InvalidTriggerException("missed_within '" + wanted.missedWithin().orElseThrow()
                    + "' is too long: at most " + LONGEST_WITHIN.toDays() + " days are allowed");
        }
        return new Policies(new MissedPolicy(mode, within, wanted.missedMost().orElse(MissedPolicy.DEFAULT.most())),
                JobRequests.choice("overlap", wanted.overlap(), OverlapPolicy.values())
                        .orElse(Policies.DEFAULT.overlap()),
                wanted.pauseOnFailure().orElse(Policies.DEFAULT.pauseOnFailure()));
    }

    /** How policies are written in answers. */
    public static SchedulePolicies shown(Policies policies) {
        MissedPolicy missed = policies.missed();
        return new SchedulePolicies(Optional.of(missed.mode().name()),
                Optional.of(missed.within().toString()).filter(within -> missed.mode() != Mode.SKIP),
                Optional.of(missed.most()).filter(most -> missed.mode() == Mode.CATCH_UP),
                Optional.of(policies.overlap().name()), Optional.of(policies.pauseOnFailure()));
    }

    /** @throws InvalidTriggerException when a schedule cannot be called so */
    static String name(String name) {
        if (name == null || name.isEmpty()) {
            throw new InvalidTriggerException("name is missing");
        }
        if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
            throw new InvalidTriggerException("schedule name '" + beginning(name) + "' is not usable: 1 to "
                    + LONGEST_NAME
                    + " characters, no slash, no asterisk, no control characters, no leading space");
        }
        return name;
    }

    /** @throws InvalidTriggerException when it is too long */
    static String description(String text) {
        return within("description", text, LONGEST_DESCRIPTION);
    }

    /** @throws InvalidTriggerException when it is too much, or a value is missing */
    static Map<String, String> metadata(Map<String, String> metadata) {
        if (metadata.size() > MOST_METADATA) {
            throw new InvalidTriggerException(
                    "metadata has " + metadata.size() + " entries; " + MOST_METADATA + " are the most");
        }
        metadata.forEach((key, value) -> {
            if (key.isEmpty() || key.contains("=") || value == null) {
                throw new InvalidTriggerException("metadata '" + beginning(key)
                        + "' is not usable: names are not empty and without =, and have a text");
            }
            within("a name in metadata", key, LONGEST_KEY);
            within("metadata " + beginning(key), value, LONGEST_VALUE);
        });
        return metadata;
    }

    private static String within(String what, String text, int most) {
        if (text.length() > most) {
            throw new InvalidTriggerException(
                    what + " '" + beginning(text) + "' has " + text.length() + " characters; " + most
                            + " are the most");
        }
        return text;
    }

    private static String beginning(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
    }
}
