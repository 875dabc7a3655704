package io.irodsingest.adminapi.schedule;

import java.util.Map;
import java.util.Optional;

/**
 * A wish for a new schedule. What is empty is left to the orchestrator; in JSON it may be absent or null.
 *
 * @param name unique among the schedules that have not ended; null when the request does not have it, which is refused
 * @param trigger when it is due; null when the request does not have it, which is refused
 * @param action what it does then; null when the request does not have it, which is refused
 * @param id what the schedule is to be called for ever, so that the wish may be repeated: up to 80 letters, digits and . - _ of which the
 *        first is a letter or digit; made up when empty
 * @param metadata texts by names, for lists
 */
public record ScheduleRequest(String name, ScheduleTrigger trigger, ScheduleAction action, Optional<String> id,
        Optional<SchedulePolicies> policies, Optional<String> description, Optional<Map<String, String>> metadata) {}
