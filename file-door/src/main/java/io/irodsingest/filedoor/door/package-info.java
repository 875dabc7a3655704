/**
 * A door at work. Every step of a file can be done again, and a process that is killed between any two of them leaves a state with which
 * the next one goes on.
 */
package io.irodsingest.filedoor.door;
