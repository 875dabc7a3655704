package io.irodsingest.orchestrator.request;

import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobRequest.Deletion;
import io.irodsingest.adminapi.JobRequest.From;
import io.irodsingest.adminapi.JobRequest.Treatment;
import io.irodsingest.common.job.CharacterReplacement;
import io.irodsingest.common.job.HandlerFile;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.handlerapi.CharacterRule;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingesttasks.Bundling;
import io.irodsingest.ingesttasks.Compare;
import io.irodsingest.ingesttasks.DeleteOptions;
import io.irodsingest.ingesttasks.Exclusions;
import io.irodsingest.ingesttasks.IngestSource;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.ingesttasks.IngestTarget;
import io.irodsingest.ingesttasks.Mode;
import io.irodsingest.ingesttasks.SyncOptions;
import io.irodsingest.ingesttasks.Undecodable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** What a request says of an ingest. */
final class IngestSpecOf {
    private static final Map<String, EntryKind> KINDS = new TreeMap<>(Map.of("regular", EntryKind.REGULAR, "directory",
            EntryKind.DIRECTORY, "character", EntryKind.CHARACTER_DEVICE, "block", EntryKind.BLOCK_DEVICE, "socket",
            EntryKind.SOCKET, "pipe", EntryKind.FIFO, "link", EntryKind.LINK));

    private IngestSpecOf() {}

    /** @throws InvalidJobException with what is wrong */
    static IngestSpec request(JobRequest request, IngestSource source, String target, Optional<HandlerFile> handler) {
        Optional<String> resource = request.to().resource().filter(name -> !name.isBlank());
        SyncOptions sync = sync(request);
        if (handler.isEmpty()) {
            checkBundles(sync, resource);
        }
        return new IngestSpec(source, new IngestTarget(target, resource,
                request.to().characterMap().orElse(List.of()).stream().map(IngestSpecOf::replacement).toList()),
                sync, deletion(request.deletion()), handler);
    }

    private static SyncOptions sync(JobRequest request) {
        Treatment wanted = request.treatment();
        return new SyncOptions(
                JobRequests.choice("operation", wanted.operation(), Operation.values())
                        .orElse(Operation.REGISTER_SYNC),
                JobRequests.choice("mode", wanted.mode(), Mode.values()).orElse(Mode.APPLY),
                request.division().filesPerTask().orElse(SyncOptions.DEFAULT_FILES_PER_TASK),
                wanted.ignoreCache().orElse(false),
                wanted.initialIngest().orElse(false), wanted.checksum().orElse(false),
                JobRequests.choice("compare", wanted.compare(), Compare.values()).orElse(Compare.QUICK),
                JobRequests.choice("undecodable", wanted.undecodable(), Undecodable.values())
                        .orElse(Undecodable.FAIL),
                wanted.bundle().map(Bundling::parse));
    }

    /** What a handler wishes for each entry, nobody knows here. */
    private static void checkBundles(SyncOptions sync, Optional<String> resource) {
        if (!sync.bundling().isOn()) {
            return;
        }
        if (!sync.operation().uploads() && sync.undecodable() != Undecodable.UPLOAD) {
            throw new InvalidJobException("bundle is for uploads: operation " + sync.operation()
                    + " has none; choose PUT, PUT_SYNC or PUT_APPEND, or leave bundle off");
        }
        if (resource.isEmpty()) {
            throw new InvalidJobException(
                    "bundle needs a resource, since the server unpacks an archive on the archive's own:"
                            + " name the root resource (--to-resource), or leave bundle off");
        }
    }

    private static DeleteOptions deletion(Deletion wanted) {
        return new DeleteOptions(
                JobRequests.choice("delete mode", wanted.deleteMode(), DeleteMode.values())
                        .orElse(DeleteMode.DO_NOT_DELETE),
                wanted.maxDelete().map(OptionalLong::of).orElse(OptionalLong.empty()),
                wanted.allowEmptySource().orElse(false));
    }

    static Exclusions exclusions(From from) {
        return new Exclusions(from.excludeFileType().orElse(List.of()).stream().map(IngestSpecOf::kind)
                .collect(Collectors.toSet()), from.excludeFileName().orElse(List.of()),
                from.excludeDirectoryName().orElse(List.of()));
    }

    private static EntryKind kind(String name) {
        EntryKind kind = KINDS.get(name);
        if (kind == null) {
            throw new InvalidJobException("file type '" + name + "' is not known; choose from "
                    + String.join(", ", KINDS.keySet()));
        }
        return kind;
    }

    /** How kinds are called in requests. */
    static List<String> names(Set<EntryKind> kinds) {
        return KINDS.entrySet().stream().filter(kind -> kinds.contains(kind.getValue())).map(Map.Entry::getKey)
                .toList();
    }

    private static CharacterReplacement replacement(JobRequest.CharacterReplacement rule) {
        try {
            CharacterRule checked = CharacterRule.matching(rule.regex(), rule.to());
            return new CharacterReplacement(checked.pattern().pattern(), checked.to());
        } catch (PatternSyntaxException wrong) {
            throw new InvalidJobException("'" + rule.regex() + "' is no regular expression: " + wrong.getDescription());
        } catch (IllegalArgumentException wrong) {
            throw new InvalidJobException(wrong.getMessage());
        }
    }
}
