/** What a job is: its specification, its states and the changes allowed between them, its counts. */
package io.irodsingest.common.job;
