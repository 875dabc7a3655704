/** The forms by which jobs, batches and schedules are made: their fields as data, of which pages and requests are made alike. */
package io.irodsingest.dashboard.form;
