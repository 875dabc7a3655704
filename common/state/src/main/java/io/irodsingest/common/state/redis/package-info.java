/** The ports of {@link io.irodsingest.common.state} in Redis, through Redisson and scripts in Lua. */
package io.irodsingest.common.state.redis;
