package io.irodsingest.common.state.redis.batch;

import io.irodsingest.common.state.redis.lua.BinaryScripts;
import io.irodsingest.common.state.redis.lua.ScriptAnswers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Goes round over all batches in steps, corrects what they claim, and takes those off the list that are forgotten. Any number of processes
 * may do it; in one of them a step waits for the one before.
 */
final class BatchUpkeep {
    private static final int BATCHES_A_STEP = 100;
    private static final String START = "0";

    private final BinaryScripts redis;
    private final BatchKeys keys;
    private final JobFields records;
    private final Duration staged;
    /** Where the next step goes on; when somebody else changes the list, some are passed over until the next round. */
    private String claimsFrom = START;
    private long listFrom;

    /** @param staged how long staged rows live */
    BatchUpkeep(BinaryScripts redis, BatchKeys keys, JobFields records, Duration staged) {
        this.redis = redis;
        this.keys = keys;
        this.records = records;
        this.staged = staged;
    }

    synchronized void step() throws InterruptedException {
        List<Object> answer = redis.run(BatchScript.LOOK.text(), List.of(keys.list(), keys.claims()),
                List.of(claimsFrom, listFrom, BATCHES_A_STEP));
        Instant now = Instant.ofEpochMilli(ScriptAnswers.number(answer.getFirst()));
        List<String> members = ScriptAnswers.list(answer.get(3)).stream().map(ScriptAnswers::text).toList();
        Map<String, String> claims = claims(ScriptAnswers.list(answer.get(2)), members,
                ScriptAnswers.list(answer.get(4)));
        Map<String, Map<String, String>> jobs = jobs(List.copyOf(claims.keySet()));
        settle(claims, jobs, now);
        int gone = delist(members.stream().filter(member -> isForgotten(member, jobs, now)).toList());
        claimsFrom = ScriptAnswers.text(answer.get(1));
        listFrom = members.size() < BATCHES_A_STEP ? 0 : listFrom + members.size() - gone;
    }

    /** Ids to claims, which are empty where there is none. */
    private static Map<String, String> claims(List<Object> found, List<String> members, List<Object> theirs) {
        Map<String, String> claims = new LinkedHashMap<>();
        for (int i = 0; i < found.size(); i += 2) {
            claims.put(ScriptAnswers.text(found.get(i)), ScriptAnswers.text(found.get(i + 1)));
        }
        for (int i = 0; i < members.size(); i++) {
            claims.put(BatchPlaces.place(members.get(i)).jobId(), ScriptAnswers.text(theirs.get(i)));
        }
        return claims;
    }

    private Map<String, Map<String, String>> jobs(List<String> ids) throws InterruptedException {
        List<Map<String, String>> all = records.read(ids);
        Map<String, Map<String, String>> jobs = new LinkedHashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            jobs.put(ids.get(i), all.get(i));
        }
        return jobs;
    }

    private void settle(Map<String, String> claims, Map<String, Map<String, String>> jobs, Instant now)
            throws InterruptedException {
        List<Object> arguments = new ArrayList<>();
        claims.forEach((id, seen) -> {
            Claim claim = Claim.parse(seen);
            long right = claim.right(jobs.get(id), now, staged);
            if (right != claim.bytes()) {
                arguments.addAll(List.of(id, seen, right));
            }
        });
        if (!arguments.isEmpty()) {
            redis.run(BatchScript.SETTLE.text(), keys.ofClaims(), arguments);
        }
    }

    /** The job of one that was submitted just now may not be made yet. */
    private boolean isForgotten(String member, Map<String, Map<String, String>> jobs, Instant now) {
        return jobs.get(BatchPlaces.place(member).jobId()).isEmpty()
                && BatchPlaces.place(member).submitted().plus(staged).isBefore(now);
    }

    private int delist(List<String> members) throws InterruptedException {
        if (!members.isEmpty()) {
            List<Object> arguments = new ArrayList<>(List.of("ZREM"));
            arguments.addAll(members);
            redis.run(BatchScript.ENLIST.text(), List.of(keys.list()), arguments);
        }
        return members.size();
    }
}
