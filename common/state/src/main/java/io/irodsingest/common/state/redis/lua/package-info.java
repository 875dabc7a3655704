/** The texts of scripts for Redis, and how they are run by those who keep bytes. */
package io.irodsingest.common.state.redis.lua;
