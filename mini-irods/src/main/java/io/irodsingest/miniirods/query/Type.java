package io.irodsingest.miniirods.query;

/** What the values of an expression are to the catalog; decides how a value of a condition is bound. */
enum Type {
    TEXT, INTEGER, DECIMAL
}
