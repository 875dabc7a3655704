/**
 * Schedules in Redis, all in one slot. {@code head.lua} says how a record and the sets are made up; each change is one script. What only
 * reads goes in steps of a bounded size, however many schedules there are.
 */
package io.irodsingest.common.state.redis.schedule;
