package io.irodsingest.adminapi.schedule;

import java.util.Map;
import java.util.Optional;

/**
 * What is to be different in a schedule. What is empty stays as it is.
 *
 * @param version of the schedule as the sender knows it; if somebody has changed it since, nothing is done. Null when the request does not
 *        have it, which is refused
 * @param trigger in place of the whole one; the next run is planned anew
 * @param action in place of the whole one
 * @param policies in place of all
 * @param metadata in place of all
 */
public record ScheduleUpdate(Long version, Optional<ScheduleTrigger> trigger, Optional<ScheduleAction> action,
        Optional<SchedulePolicies> policies, Optional<String> description, Optional<Map<String, String>> metadata) {}
