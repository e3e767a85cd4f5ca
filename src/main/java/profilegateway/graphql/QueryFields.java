package profilegateway.graphql;

import graphql.execution.DataFetcherResult;
import graphql.execution.ResultPath;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Identity;
import profilegateway.profile.Lookup;
import profilegateway.profile.Mpid;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileReference;

/**
 * The fields of {@code Query}: which profiles an operation looks up, and in which parts. Each load is asked for before
 * anything is awaited, so that one batch holds them all.
 */
final class QueryFields {
  private static final String NOT_AN_MPID =
      "`mpid` must be a signed 64-bit number other than 0, as text in decimal digits.";
  private static final String NOT_AN_ID =
      "`id` is not a global identifier that this gateway gave out.";

  private final Projection projection;
  private final Parts atLeast;
  private final Set<String> immutableIdentities;

  /** Asks {@code atLeast} along with every profile. */
  QueryFields(Projection projection, Parts atLeast, Set<String> immutableIdentities) {
    this.projection = projection;
    this.atLeast = atLeast;
    this.immutableIdentities = immutableIdentities;
  }

  /** Resolvers by field name. */
  Map<String, DataFetcher<?>> fetchers() {
    return Map.of(
        "viewer", this::viewer,
        "profile", field -> one(field, Mpid.parse(text(field, "mpid")), NOT_AN_MPID),
        "profileByIdentity", this::profileByIdentity,
        "profiles", field -> many(field, "mpids", Mpid::parse, NOT_AN_MPID),
        "node", field -> one(field, GlobalId.mpid(text(field, "id")), NOT_AN_ID),
        "nodes", field -> many(field, "ids", GlobalId::mpid, NOT_AN_ID));
  }

  private CompletableFuture<?> viewer(DataFetchingEnvironment field) {
    ProfileReference viewer = OperationContext.of(field).caller().viewer();
    return viewer == null
        ? CompletableFuture.completedFuture(null)
        : one(field, Optional.of(viewer), "");
  }

  private CompletableFuture<?> profileByIdentity(DataFetchingEnvironment field) {
    Map<String, Object> identity = Objects.requireNonNull(field.getArgument("identity"));
    String type = ((String) Objects.requireNonNull(identity.get("type"))).toLowerCase(Locale.ROOT);
    String value = (String) Objects.requireNonNull(identity.get("value"));
    if (!immutableIdentities.contains(type)) {
      return one(
          field,
          Optional.empty(),
          "This gateway does not look profiles up by identities of this type.");
    }
    if (value.isEmpty()) {
      return one(field, Optional.empty(), "`identity.value` must not be empty.");
    }
    return one(field, Optional.of(new Identity(type, value)), "");
  }

  private static String text(DataFetchingEnvironment field, String argument) {
    return Objects.requireNonNull(field.getArgument(argument));
  }

  private CompletableFuture<DataFetcherResult<Object>> one(
      DataFetchingEnvironment field,
      Optional<? extends ProfileReference> reference,
      String whenNone) {
    ResultPath path = field.getExecutionStepInfo().getPath();
    return outcome(field, reference, whenNone, projection.selected(field), path)
        .thenApply(outcome -> {
          var result = DataFetcherResult.<Object>newResult().data(outcome.profile);
          return (outcome.error == null ? result : result.error(outcome.error)).build();
        });
  }

  private CompletableFuture<DataFetcherResult<List<@Nullable Object>>> many(
      DataFetchingEnvironment field,
      String argument,
      Function<String, ? extends Optional<? extends ProfileReference>> reference,
      String whenNone) {
    List<String> texts = Objects.requireNonNull(field.getArgument(argument));
    ResultPath path = field.getExecutionStepInfo().getPath();
    Parts selected = projection.selected(field);
    List<CompletableFuture<Outcome>> outcomes = new ArrayList<>(texts.size());
    for (String text : texts) {
      outcomes.add(
          outcome(field, reference.apply(text), whenNone, selected, path.segment(outcomes.size())));
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
      DataFetchingEnvironment field,
      Optional<? extends ProfileReference> reference,
      String whenNone,
      Parts selected,
      ResultPath path) {
    if (reference.isEmpty()) {
      return CompletableFuture.completedFuture(
          new Outcome(null, FailureMapper.badInput(whenNone, field, path)));
    }
    return OperationContext.of(field)
        .profiles()
        .load(reference.get(), selected.union(atLeast))
        .thenApply(lookup -> outcome(lookup, selected, field, path));
  }

  private static Outcome outcome(
      Lookup lookup, Parts selected, DataFetchingEnvironment field, ResultPath path) {
    FreshTime freshTime = OperationContext.of(field).freshTime();
    if (lookup instanceof Lookup.Found found) {
      ProfileView view = new ProfileView(found.profile(), selected);
      freshTime.read(view);
      return new Outcome(view, null);
    }
    freshTime.readNothing();
    return lookup instanceof Lookup.Failed failed
        ? new Outcome(null, FailureMapper.error(failed.failure(), field, path))
        : new Outcome(null, null);
  }

  /** A profile, or none; with an error when that is not known. */
  private record Outcome(
      @Nullable ProfileView profile, @Nullable GatewayError error) {}
}
