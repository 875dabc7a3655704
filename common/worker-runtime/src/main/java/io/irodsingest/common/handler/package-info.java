/** What an event handler gives a job, and what a job does without one. */
package io.irodsingest.common.handler;
