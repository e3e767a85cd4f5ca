package profilegateway.graphql;

import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import profilegateway.graphql.rights.Reader;
import profilegateway.graphql.rights.Requirement;
import profilegateway.graphql.rights.Rights;
import profilegateway.graphql.rights.Verdict;
import profilegateway.profile.Head;
import profilegateway.profile.Part;
import profilegateway.profile.PartContent;
import profilegateway.profile.PartContent.AudienceMembership;
import profilegateway.profile.PartContent.AudienceMemberships;
import profilegateway.profile.PartContent.RawIdentity;
import profilegateway.profile.PartLookup;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.UserAttribute;
import profilegateway.profile.UserAttributes;

/** The fields of {@code Profile}. One whose part could not be had is null with an error; the others stand. */
final class ProfileFields {
  /** By number, as ids are: 9 before 10. */
  private static final Comparator<AudienceMembership> BY_ID =
      Comparator.comparingLong(membership -> Long.parseLong(membership.id()));

  private static final UserAttributes NOTHING = new UserAttributes(List.of());

  private final InstantSource clock;
  private final IdentityTypes userTypes;
  private final IdentityTypes deviceTypes;
  private final Rights rights;

  ProfileFields(
      InstantSource clock, IdentityTypes userTypes, IdentityTypes deviceTypes, Rights rights) {
    this.clock = clock;
    this.rights = rights;
    this.userTypes = userTypes;
    this.deviceTypes = deviceTypes;
  }

  /** Resolvers by field name. */
  Map<String, DataFetcher<?>> fetchers() {
    return Map.ofEntries(
        Map.entry("id", head(head -> GlobalId.of(head.mpid()))),
        Map.entry("mpid", head(head -> head.mpid().text())),
        Map.entry("createdAt", head(Head.Field.CREATED_AT, Head::createdAt)),
        Map.entry("lastStoredAt", head(Head.Field.LAST_STORED_AT, Head::lastStoredAt)),
        Map.entry("isOptedOut", head(Head.Field.OPTED_OUT, Head::optedOut)),
        Map.entry(
            "isAdTrackingLimited", head(Head.Field.AD_TRACKING_LIMITED, Head::adTrackingLimited)),
        Map.entry("attributes", declared()),
        Map.entry(
            "userAttribute", ifReadable(part(Part.USER_ATTRIBUTES, ProfileFields::attribute))),
        Map.entry("userAttributes", part(Part.USER_ATTRIBUTES, this::attributes)),
        Map.entry("audienceMemberships", part(Part.AUDIENCE_MEMBERSHIPS, this::memberships)),
        Map.entry("isInAudience", part(Part.AUDIENCE_MEMBERSHIPS, this::isInAudience)),
        Map.entry("userIdentities", part(Part.USER_IDENTITIES, this::userIdentities)),
        Map.entry("deviceIdentities", part(Part.DEVICE_IDENTITIES, this::deviceIdentities)),
        Map.entry(
            "attribution",
            ProfileFields.<PartContent.Attribution>part(
                Part.ATTRIBUTION, (content, field) -> content.json())),
        Map.entry("freshness", new FromSource<ProfileView>(Freshness::of)));
  }

  private static DataFetcher<?> head(Function<Head, @Nullable Object> value) {
    return new FromSource<ProfileView>(view -> value.apply(view.profile().head()));
  }

  private static DataFetcher<?> head(Head.Field which, Function<Head, @Nullable Object> value) {
    return field -> {
      Head head = view(field).profile().head();
      return head.unreadable().contains(which)
          ? missing(new ProfileFailure(ProfileFailure.Code.UNAVAILABLE), field)
          : value.apply(head);
    };
  }

  @SuppressWarnings("unchecked") // each part has one type of content
  private static <C extends PartContent> DataFetcher<?> part(
      Part part, BiFunction<C, DataFetchingEnvironment, @Nullable Object> value) {
    return field -> {
      PartLookup lookup = view(field).profile().part(part);
      if (lookup instanceof PartLookup.Had had) {
        return value.apply((C) had.content(), field);
      }
      // What is withheld is null without an error.
      return lookup instanceof PartLookup.Missing missing
          ? missing(missing.failure(), field)
          : null;
    };
  }

  private static DataFetcher<?> declared() {
    DataFetcher<?> asked =
        part(Part.USER_ATTRIBUTES, (UserAttributes all, DataFetchingEnvironment field) -> all);
    // Where none of the fields selected may be read the part is not asked for; they say so
    // themselves.
    return field ->
        view(field).selected().contains(Part.USER_ATTRIBUTES) ? asked.get(field) : NOTHING;
  }

  private DataFetcher<?> ifReadable(DataFetcher<?> attribute) {
    return field -> {
      Requirement needed =
          rights.storedAttribute(Objects.requireNonNull(field.getArgument("name")));
      Verdict verdict = view(field).reader().verdict(needed);
      return verdict == Verdict.ALLOWED
          ? attribute.get(field)
          : GuardedField.refused(verdict, "Profile.userAttribute", field);
    };
  }

  private static DataFetcherResult<Object> missing(
      ProfileFailure failure, DataFetchingEnvironment field) {
    return DataFetcherResult.<Object>newResult()
        .error(FailureMapper.error(failure, field))
        .build();
  }

  private static @Nullable Object attribute(
      UserAttributes attributes, DataFetchingEnvironment field) {
    String name = Objects.requireNonNull(field.getArgument("name"));
    return attributes.named(name);
  }

  private List<UserAttribute> attributes(UserAttributes attributes, DataFetchingEnvironment field) {
    Reader reader = view(field).reader();
    List<String> names = field.getArgument("names");
    String prefix = field.getArgument("prefix");
    Set<String> wanted =
        names == null ? null : names.stream().map(UserAttributes::fold).collect(Collectors.toSet());
    String start = prefix == null ? "" : UserAttributes.fold(prefix);
    return attributes.all().stream()
        .filter(attribute -> {
          String name = UserAttributes.fold(attribute.name());
          return (wanted == null || wanted.contains(name))
              && name.startsWith(start)
              && reader.mayRead(rights.storedAttribute(name));
        })
        .toList();
  }

  private List<AudienceMembership> memberships(
      AudienceMemberships memberships, DataFetchingEnvironment field) {
    List<String> ids = field.getArgument("audienceIds");
    Set<String> wanted = ids == null ? null : new HashSet<>(ids);
    return memberships.entries().stream()
        .filter(membership -> membership.isCurrent(clock.instant()))
        .filter(membership -> wanted == null || wanted.contains(membership.id()))
        .sorted(BY_ID)
        .toList();
  }

  private boolean isInAudience(AudienceMemberships memberships, DataFetchingEnvironment field) {
    String id = Objects.requireNonNull(field.getArgument("audienceId"));
    return memberships.entries().stream()
        .anyMatch(
            membership -> membership.id().equals(id) && membership.isCurrent(clock.instant()));
  }

  private List<RawIdentity> userIdentities(
      PartContent.UserIdentities content, DataFetchingEnvironment field) {
    return ofTypes(content.entries(), field.getArgument("types"), userTypes);
  }

  private List<RawIdentity> deviceIdentities(
      PartContent.DeviceIdentities content, DataFetchingEnvironment field) {
    return ofTypes(content.entries(), field.getArgument("types"), deviceTypes);
  }

  private static List<RawIdentity> ofTypes(
      List<RawIdentity> identities, @Nullable List<String> types, IdentityTypes known) {
    return types == null
        ? identities
        : identities.stream()
            .filter(identity -> types.contains(known.of(identity)))
            .toList();
  }

  private static ProfileView view(DataFetchingEnvironment field) {
    return Objects.requireNonNull(field.getSource());
  }
}
