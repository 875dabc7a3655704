package io.irodsingest.common.state.redis.batch;

import java.util.List;

/** The names of what is kept of batches; those of one are in the slot of its job's record. The scripts know them too. */
record BatchKeys(String prefix) {
    /** The record of a batch's job. */
    String job(String id) {
        return prefix + "job:{" + id + '}';
    }

    /** Numbers of chunks to rows. */
    String rows(String id, String token) {
        return job(id) + ":rows:" + token;
    }

    /** Fields to bytes. */
    String page(String id, String name) {
        return job(id) + ":page:" + name;
    }

    /** "time id kind app op" of each batch, sorted by that. */
    String list() {
        return prefix + "{jobs}:batches";
    }

    /** Ids of jobs to how many bytes they claim. */
    String claims() {
        return prefix + "{jobs}:batches:claims";
    }

    /** The claims and their sum. */
    List<Object> ofClaims() {
        return List.of(claims(), prefix + "{jobs}:batches:bytes");
    }
}
