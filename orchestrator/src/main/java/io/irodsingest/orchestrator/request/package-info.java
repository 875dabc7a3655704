/** What users ask for, made into jobs: without HTTP, so that whatever starts a job reads requests alike. */
package io.irodsingest.orchestrator.request;
