/** Jobs, the accounting of their tasks, and what was synced last, in Redis through Redisson. */
package io.irodsingest.common.state;
