package profilegateway.graphql;

import graphql.execution.DataFetcherResult;
import graphql.execution.ResultPath;
import graphql.schema.DataFetchingEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import profilegateway.graphql.plan.ProfileView;
import profilegateway.graphql.rights.Ownership;
import profilegateway.graphql.rights.Reader;
import profilegateway.graphql.rights.Readers;
import profilegateway.graphql.rights.Requirement;
import profilegateway.graphql.rights.Verdict;
import profilegateway.profile.Lookup;
import profilegateway.profile.Mpid;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileReference;

/**
 * The profiles of one field of {@code Query} as it is being fetched. Whether the caller may read one is settled before it
 * is looked up, and so are the parts that it may read. Each load is asked for before anything is awaited, so that one
 * batch holds them all.
 */
final class ProfilesOfField {
  private final DataFetchingEnvironment field;
  private final Requirement needed;
  private final Projection projection;
  private final Parts atLeast;
  private final OperationContext operation;
  private @Nullable Parts ownParts;
  private @Nullable Parts othersParts;

  /** Profiles each of which demands {@code needed}; asks {@code atLeast} along. */
  ProfilesOfField(
      DataFetchingEnvironment field, Requirement needed, Projection projection, Parts atLeast) {
    this.field = field;
    this.needed = needed;
    this.projection = projection;
    this.atLeast = atLeast;
    this.operation = OperationContext.of(field);
  }

  /** A profile, or none; with an error when that is not known, or not told. */
  private record Outcome(
      @Nullable ProfileView profile, @Nullable GatewayError error) {}

  /** The value of a field that is one profile; {@code whenNone} says what is wrong with an argument that is none. */
  CompletableFuture<DataFetcherResult<Object>> one(
      Optional<? extends ProfileReference> reference, String whenNone) {
    ResultPath path = field.getExecutionStepInfo().getPath();
    return outcome(reference, whenNone, path).thenApply(outcome -> {
      var result = DataFetcherResult.<Object>newResult().data(outcome.profile);
      return (outcome.error == null ? result : result.error(outcome.error)).build();
    });
  }

  /** The value of a field that is a list of profiles, in the order of {@code references}. */
  CompletableFuture<DataFetcherResult<List<@Nullable Object>>> many(
      List<? extends Optional<? extends ProfileReference>> references, String whenNone) {
    ResultPath path = field.getExecutionStepInfo().getPath();
    List<CompletableFuture<Outcome>> outcomes = new ArrayList<>(references.size());
    for (Optional<? extends ProfileReference> reference : references) {
      outcomes.add(outcome(reference, whenNone, path.segment(outcomes.size())));
    }
    return CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new))
        .thenApply(done -> together(outcomes));
  }

  private static DataFetcherResult<List<@Nullable Object>> together(
      List<CompletableFuture<Outcome>> outcomes) {
    List<@Nullable Object> profiles = new ArrayList<>(outcomes.size());
    var result = DataFetcherResult.<List<@Nullable Object>>newResult().data(profiles);
    for (CompletableFuture<Outcome> done : outcomes) {
      Outcome outcome = Objects.requireNonNull(done.getNow(null));
      profiles.add(outcome.profile);
      if (outcome.error != null) {
        result.error(outcome.error);
      }
    }
    return result.build();
  }

  private CompletableFuture<Outcome> outcome(
      Optional<? extends ProfileReference> reference, String whenNone, ResultPath path) {
    if (reference.isEmpty()) {
      return CompletableFuture.completedFuture(
          new Outcome(null, FailureMapper.badInput(whenNone, field, path)));
    }
    ProfileReference asked = reference.get();
    Readers readers = operation.readers();
    return switch (Ownership.of(operation.caller(), asked)) {
      case OWN -> read(asked, readers.own(), path);
      case OTHERS -> read(asked, readers.others(), path);
      case OPEN ->
        readers.others().mayRead(needed)
            ? read(asked, readers.others(), path)
            : readIfOwn((Mpid) asked, path);
    };
  }

  private CompletableFuture<Outcome> read(
      ProfileReference reference, Reader reader, ResultPath path) {
    Verdict verdict = reader.verdict(needed);
    return verdict == Verdict.ALLOWED
        ? load(reference, reader).thenApply(lookup -> outcome(lookup, reader, path))
        : CompletableFuture.completedFuture(refused(verdict, path));
  }

  /**
   * Looks the caller's own profile up in place of the one asked for, and tells it if it is that. Of another's neither a
   * call nor the time it takes tells whether it exists.
   */
  private CompletableFuture<Outcome> readIfOwn(Mpid asked, ResultPath path) {
    Reader owner = operation.readers().own();
    if (!owner.mayRead(needed)) {
      return CompletableFuture.completedFuture(refused(owner.verdict(needed), path));
    }
    ProfileReference own = Objects.requireNonNull(operation.caller().viewer());
    return load(own, owner)
        .thenApply(lookup -> lookup instanceof Lookup.Failed || is(asked, lookup)
            ? outcome(lookup, owner, path)
            : refused(Verdict.FORBIDDEN, path));
  }

  private static boolean is(Mpid asked, Lookup lookup) {
    return lookup instanceof Lookup.Found found && found.profile().head().mpid().equals(asked);
  }

  private CompletableFuture<Lookup> load(ProfileReference reference, Reader reader) {
    return operation.profiles().load(reference, selected(reader).union(atLeast));
  }

  private Outcome outcome(Lookup lookup, Reader reader, ResultPath path) {
    if (lookup instanceof Lookup.Found found) {
      ProfileView view = new ProfileView(found.profile(), selected(reader), reader);
      operation.profile(name(), view);
      return new Outcome(view, null);
    }
    operation.nothing();
    return lookup instanceof Lookup.Failed failed
        ? new Outcome(null, FailureMapper.error(failed.failure(), field, path))
        : new Outcome(null, null);
  }

  private Outcome refused(Verdict verdict, ResultPath path) {
    operation.audit().refused(name(), verdict.name());
    return new Outcome(null, FailureMapper.refused(verdict, field, path));
  }

  private String name() {
    return field.getFieldDefinition().getName();
  }

  private Parts selected(Reader reader) {
    Parts known = reader.isOwner() ? ownParts : othersParts;
    if (known != null) {
      return known;
    }
    Parts parts = projection.selected(field, reader);
    if (reader.isOwner()) {
      ownParts = parts;
    } else {
      othersParts = parts;
    }
    return parts;
  }
}
