/** The APIs that administer users, resources and access. */
package io.irodsingest.miniirods.api.admin;
