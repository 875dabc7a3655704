/** The port to where schedules are kept: documents, their times, their runs. */
package io.irodsingest.common.state.schedule;
