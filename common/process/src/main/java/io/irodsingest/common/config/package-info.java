/** Settings of a process: declared once, read from variables, files and a properties file, checked all together. */
package io.irodsingest.common.config;
