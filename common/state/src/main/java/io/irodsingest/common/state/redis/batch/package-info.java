/**
 * Batches in Redis. What is kept of one lies in the slot of its job, and the list of all, with the bytes that they take, in that of all jobs.
 * {@code head.lua} says how it is made up; each change is one script.
 */
package io.irodsingest.common.state.redis.batch;
