package profilegateway.graphql;

import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import profilegateway.access.Caller;
import profilegateway.graphql.plan.Arguments;
import profilegateway.graphql.plan.RootResolver;
import profilegateway.graphql.rights.Readers;
import profilegateway.graphql.rights.Requirement;
import profilegateway.graphql.rights.Rights;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileReference;

/** The fields of {@code Query}: which profiles an operation asks for. */
final class QueryFields {
  private static final String NOT_AN_MPID =
      "`mpid` must be a signed 64-bit number other than 0, as text in decimal digits.";
  private static final String NOT_AN_ID =
      "`id` is not a global identifier that this gateway gave out.";

  private final Rights rights;
  private final Projection projection;
  private final Parts atLeast;
  private final Set<String> immutableIdentities;

  /** Asks {@code atLeast} along with every profile. */
  QueryFields(
      Rights rights, Projection projection, Parts atLeast, Set<String> immutableIdentities) {
    this.rights = rights;
    this.projection = projection;
    this.atLeast = atLeast;
    this.immutableIdentities = immutableIdentities;
  }

  /** Resolvers by field name. */
  Map<String, DataFetcher<?>> fetchers() {
    return Map.of(
        "viewer", guarded("viewer", this::viewer),
        "profile", guarded("profile", field -> one(field, reference(field), NOT_AN_MPID)),
        "profileByIdentity", guarded("profileByIdentity", this::profileByIdentity),
        "profiles", guarded("profiles", field -> many(field, NOT_AN_MPID)),
        "node", guarded("node", field -> one(field, reference(field), NOT_AN_ID)),
        "nodes", guarded("nodes", field -> many(field, NOT_AN_ID)));
  }

  /** For the plan, which leaves it to the engine to say what is wrong. */
  Map<String, RootResolver> roots() {
    return Map.of(
        "viewer", QueryFields::ofViewer,
        "profile", (given, caller) -> ofArguments("profile", given),
        "profileByIdentity",
            (given, caller) -> immutableIdentities.contains(References.identityType(given))
                ? ofArguments("profileByIdentity", given)
                : null,
        "profiles", (given, caller) -> ofArguments("profiles", given),
        "node", (given, caller) -> ofArguments("node", given),
        "nodes", (given, caller) -> ofArguments("nodes", given));
  }

  private static @Nullable List<? extends ProfileReference> ofViewer(
      Arguments given, Caller caller) {
    if (caller.viewer() != null) {
      return List.of(caller.viewer());
    }
    return caller.kind() == Caller.Kind.ANONYMOUS ? List.of() : null;
  }

  private static @Nullable List<? extends ProfileReference> ofArguments(
      String field, Arguments given) {
    List<Optional<? extends ProfileReference>> asked = References.of(field, given);
    List<ProfileReference> references = new ArrayList<>(asked.size());
    for (Optional<? extends ProfileReference> reference : asked) {
      if (reference.isEmpty()) {
        return null;
      }
      references.add(reference.get());
    }
    return references;
  }

  /** What is there already need not be waited for. */
  private static @Nullable Object atHand(CompletableFuture<?> value) {
    return value.isDone() && !value.isCompletedExceptionally() ? value.getNow(null) : value;
  }

  private DataFetcher<?> guarded(
      String name, Function<DataFetchingEnvironment, CompletableFuture<?>> value) {
    DataFetcher<?> fetcher = field -> atHand(value.apply(field));
    Requirement needed = rights.rootField(name).field();
    if (needed.isNone()) {
      return fetcher;
    }
    return new GuardedField(name, needed, fetcher, field -> {
      Readers readers = OperationContext.of(field).readers();
      return name.equals("viewer") ? readers.own() : readers.others();
    });
  }

  private CompletableFuture<?> viewer(DataFetchingEnvironment field) {
    Caller caller = OperationContext.of(field).caller();
    if (caller.viewer() != null) {
      return one(field, Optional.of(caller.viewer()), "");
    }
    var nobody = DataFetcherResult.newResult();
    if (caller.kind() != Caller.Kind.ANONYMOUS) {
      OperationContext.of(field).audit().refused("viewer", ErrorCode.UNAUTHENTICATED.name());
      nobody.error(FailureMapper.nobodysCredentials(field));
    }
    return CompletableFuture.completedFuture(nobody.build());
  }

  private CompletableFuture<?> profileByIdentity(DataFetchingEnvironment field) {
    if (!immutableIdentities.contains(References.identityType(field::getArgument))) {
      return one(
          field,
          Optional.empty(),
          "This gateway does not look profiles up by identities of this type.");
    }
    return one(field, reference(field), "`identity.value` must not be empty.");
  }

  private static Optional<? extends ProfileReference> reference(DataFetchingEnvironment field) {
    return references(field).get(0);
  }

  private static List<Optional<? extends ProfileReference>> references(
      DataFetchingEnvironment field) {
    return References.of(field.getFieldDefinition().getName(), field::getArgument);
  }

  private CompletableFuture<?> one(
      DataFetchingEnvironment field,
      Optional<? extends ProfileReference> reference,
      String whenNone) {
    return profilesOf(field).one(reference, whenNone);
  }

  private CompletableFuture<?> many(DataFetchingEnvironment field, String whenNone) {
    return profilesOf(field).many(references(field), whenNone);
  }

  private ProfilesOfField profilesOf(DataFetchingEnvironment field) {
    String name = field.getFieldDefinition().getName();
    return new ProfilesOfField(field, rights.rootField(name).profile(), projection, atLeast);
  }
}
