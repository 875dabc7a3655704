import io.irodsingest.handlerapi.CharacterRule;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Entry;
import io.irodsingest.handlerapi.EventHandler;
import io.irodsingest.handlerapi.Job;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.handlerapi.User;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Every override, with something that it may be good for. */
public class Overrides implements EventHandler {
    private static final long LARGE = 1024 * 1024;

    /** Large files stay where they are and are registered; small ones are uploaded. */
    @Override
    public Operation operation(Job job, Entry entry) {
        return entry.kind() == Entry.Kind.REGULAR && entry.size() < LARGE ? Operation.PUT_SYNC : Operation.REGISTER_SYNC;
    }

    /** TRASH and UNREGISTER would not go with one of the operations above. */
    @Override
    public DeleteMode deleteMode(Job job) {
        return DeleteMode.DO_NOT_DELETE;
    }

    @Override
    public Optional<String> toResource(Job job, Entry entry) {
        return Optional.of("demoResc");
    }

    /** Where the server sees what is registered. */
    @Override
    public String targetPath(Job job, Entry entry) {
        return "/export" + entry.sourcePath().substring(job.source().length());
    }

    @Override
    public Optional<User> asUser(Job job) {
        return Optional.of(new User("tempZone", "rods"));
    }

    @Override
    public List<CharacterRule> characterMap(Job job) {
        return List.of(CharacterRule.anyOf("*?", "_"), CharacterRule.matching("\\s", "."));
    }

    @Override
    public int maxRetries(Job job) {
        return 3;
    }

    /** 1 s, 2 s, 4 s. */
    @Override
    public Duration delay(Job job, int retry) {
        return Duration.ofSeconds(1L << (retry - 1));
    }

    @Override
    public Duration timeout(Job job) {
        return Duration.ofMinutes(10);
    }
}
