/** The texts of scripts for Redis. */
package io.irodsingest.common.state.redis.lua;
