package io.irodsingest.orchestrator.sample;

import io.irodsingest.common.job.Lane;
import io.irodsingest.common.job.Limits;
import io.irodsingest.common.job.Work;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Work that is not ingest: to count words.
 *
 * @param language of the texts
 */
record Words(String language) implements Work {
    static final String KIND = "words";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Lane> lanes() {
        return List.of(WordCount.TEXTS, WordCount.WORDS);
    }

    @Override
    public Map<String, String> describe() {
        return Map.of("language", language);
    }

    @Override
    public Optional<String> refusal(Limits limits) {
        return Optional.empty();
    }
}
