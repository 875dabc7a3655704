/** What is kept between processes, as ports: jobs, the accounting of their tasks, what was synced last, which workers live. */
package io.irodsingest.common.state;
