/** What doors there are: the file that says it, read and checked as a whole. */
package io.irodsingest.filedoor.config;
