/** Files become rows, or complaints: the checkers that are built in, those of plug-ins, and where rows are put until they are submitted. */
package io.irodsingest.filedoor.check;
