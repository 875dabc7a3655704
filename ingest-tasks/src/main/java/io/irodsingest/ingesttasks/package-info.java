/** What is handed over while entries are brought in: between those who do that, and to those who delete. */
package io.irodsingest.ingesttasks;
