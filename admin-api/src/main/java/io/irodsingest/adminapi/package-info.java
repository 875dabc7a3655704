/** What the orchestrator's admin endpoint and its clients say to each other: records whose JSON is the contract. */
package io.irodsingest.adminapi;
