/** The records by which schedules are made, changed and shown. */
package io.irodsingest.adminapi.schedule;
