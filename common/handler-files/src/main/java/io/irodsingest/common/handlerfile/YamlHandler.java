package io.irodsingest.common.handlerfile;

import io.irodsingest.common.path.Expressions;
import io.irodsingest.handlerapi.Avu;
import io.irodsingest.handlerapi.CharacterRule;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Entry;
import io.irodsingest.handlerapi.EventHandler;
import io.irodsingest.handlerapi.Job;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.handlerapi.Session;
import io.irodsingest.handlerapi.SessionException;
import io.irodsingest.handlerapi.User;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An event handler that is declared and not programmed. Methods that are not {@link #wanted} are not called. Immutable.
 *
 * @param wanted the methods of the interface that the file says something about
 */
public record YamlHandler(Set<String> wanted, List<Rule<Operation>> operations, Optional<DeleteMode> mode,
        List<Rule<String>> resources, List<Rewrite> rewrites, Optional<Template> path, Optional<User> user,
        List<CharacterRule> characters, int retries, YamlDelay delays, Duration limit, List<Attach> attachments)
        implements
            EventHandler {

    /**
     * What holds for entries whose source path a regular expression finds something in.
     *
     * @param pattern empty for every entry
     */
    record Rule<T>(Optional<Pattern> pattern, T use) {
        boolean fits(Entry entry) {
            return pattern.isEmpty() || Expressions.isIn(pattern.get(), entry.sourcePath());
        }
    }

    /** What a regular expression finds in a source path first is replaced, groups as {@link Matcher#replaceFirst} has them. */
    record Rewrite(Pattern pattern, String replacement) {}

    /** An AVU that is added in a hook. */
    record Attach(Set<Hook> hooks, Template attribute, Template value, Template unit) {
        /** Empty when the entry does not have what the value is made of. */
        Optional<Avu> avu(Job job, Entry entry) {
            String filled = value.fill(job, entry);
            return filled.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Avu(attribute.fill(job, entry), filled, unit.fill(job, entry)));
        }

        boolean usesTags() {
            return attribute.usesTags() || value.usesTags() || unit.usesTags();
        }
    }

    /** @throws InvalidHandlerException with file, line and what is wrong there */
    public static YamlHandler parse(String fileName, byte[] content) throws InvalidHandlerException {
        return new YamlHandlerReader().read(YamlNode.read(fileName, content));
    }

    @Override
    public Operation operation(Job job, Entry entry) {
        return first(operations, entry).orElse(job.operation());
    }

    @Override
    public DeleteMode deleteMode(Job job) {
        return mode.orElse(job.deleteMode());
    }

    @Override
    public Optional<String> toResource(Job job, Entry entry) {
        return first(resources, entry).or(job::resource);
    }

    @Override
    public String targetPath(Job job, Entry entry) {
        if (path.isPresent()) {
            return path.get().fill(job, entry);
        }
        for (Rewrite rewrite : rewrites) {
            if (Expressions.isIn(rewrite.pattern(), entry.sourcePath())) {
                return Expressions.replaceFirst(rewrite.pattern(), entry.sourcePath(), rewrite.replacement());
            }
        }
        return entry.sourcePath();
    }

    @Override
    public Optional<User> asUser(Job job) {
        return user;
    }

    @Override
    public List<CharacterRule> characterMap(Job job) {
        return characters;
    }

    @Override
    public int maxRetries(Job job) {
        return retries;
    }

    @Override
    public Duration delay(Job job, int retry) {
        return delays.before(retry);
    }

    @Override
    public Duration timeout(Job job) {
        return limit;
    }

    @Override
    public boolean wantsTags(Job job) {
        return attachments.stream().anyMatch(Attach::usesTags) || path.stream().anyMatch(Template::usesTags);
    }

    @Override
    public void postDataObjCreate(Job job, Entry entry, Session session) throws SessionException {
        attach(Hook.POST_DATA_OBJ_CREATE, job, entry, session);
    }

    @Override
    public void postDataObjModify(Job job, Entry entry, Session session) throws SessionException {
        attach(Hook.POST_DATA_OBJ_MODIFY, job, entry, session);
    }

    @Override
    public void postCollCreate(Job job, Entry entry, Session session) throws SessionException {
        attach(Hook.POST_COLL_CREATE, job, entry, session);
    }

    @Override
    public void postCollModify(Job job, Entry entry, Session session) throws SessionException {
        attach(Hook.POST_COLL_MODIFY, job, entry, session);
    }

    private void attach(Hook hook, Job job, Entry entry, Session session) throws SessionException {
        for (Attach attachment : attachments) {
            if (attachment.hooks().contains(hook)) {
                Optional<Avu> avu = attachment.avu(job, entry);
                if (avu.isPresent()) {
                    session.addMetadata(entry.targetPath(), avu.get());
                }
            }
        }
    }

    private static <T> Optional<T> first(List<Rule<T>> rules, Entry entry) {
        return rules.stream().filter(rule -> rule.fits(entry)).findFirst().map(Rule::use);
    }
}
