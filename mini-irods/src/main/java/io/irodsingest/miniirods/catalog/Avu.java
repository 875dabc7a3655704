package io.irodsingest.miniirods.catalog;

/** A piece of metadata; the unit may be empty. */
public record Avu(String attribute, String value, String unit) {}
