package profilegateway.graphql;

import graphql.schema.DataFetcher;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import profilegateway.graphql.plan.Arguments;
import profilegateway.graphql.plan.ProfileView;
import profilegateway.graphql.plan.Resolver;
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
  Map<String, Resolver> resolvers() {
    return Map.ofEntries(
        Map.entry("id", head(head -> GlobalId.of(head.mpid()))),
        Map.entry("mpid", head(head -> head.mpid().text())),
        Map.entry("createdAt", head(Head.Field.CREATED_AT, Head::createdAt)),
        Map.entry("lastStoredAt", head(Head.Field.LAST_STORED_AT, Head::lastStoredAt)),
        Map.entry("isOptedOut", head(Head.Field.OPTED_OUT, Head::optedOut)),
        Map.entry(
            "isAdTrackingLimited", head(Head.Field.AD_TRACKING_LIMITED, Head::adTrackingLimited)),
        Map.entry("attributes", new ProfileField(ProfileFields::declared)),
        Map.entry("userAttribute", part(Part.USER_ATTRIBUTES, ProfileFields::attribute)),
        Map.entry("userAttributes", new ProfileField(this::attributes)),
        Map.entry("audienceMemberships", part(Part.AUDIENCE_MEMBERSHIPS, this::memberships)),
        Map.entry("isInAudience", part(Part.AUDIENCE_MEMBERSHIPS, this::isInAudience)),
        Map.entry("userIdentities", part(Part.USER_IDENTITIES, this::userIdentities)),
        Map.entry("deviceIdentities", part(Part.DEVICE_IDENTITIES, this::deviceIdentities)),
        Map.entry(
            "attribution",
            ProfileFields.<PartContent.Attribution>part(
                Part.ATTRIBUTION, (content, given) -> content.json())),
        Map.entry("freshness", new FromSource<ProfileView>(Freshness::of)));
  }

  /** What the engine resolves them by: these, and guarded where an argument decides on the rights. */
  Map<String, DataFetcher<?>> fetchers() {
    Map<String, DataFetcher<?>> fetchers = new HashMap<>();
    resolvers().forEach((field, resolver) -> fetchers.put(field, (DataFetcher<?>) resolver));
    fetchers.computeIfPresent("userAttribute", (field, fetcher) -> ifReadable(fetcher));
    return fetchers;
  }

  private static Resolver head(Function<Head, @Nullable Object> value) {
    return new FromSource<ProfileView>(view -> value.apply(view.profile().head()));
  }

  private static Resolver head(Head.Field which, Function<Head, @Nullable Object> value) {
    return new ProfileField((view, given) -> {
      Head head = view.profile().head();
      return head.unreadable().contains(which)
          ? new ProfileFailure(ProfileFailure.Code.UNAVAILABLE)
          : value.apply(head);
    });
  }

  private static <C extends PartContent> Resolver part(
      Part part, BiFunction<C, Arguments, @Nullable Object> value) {
    return new ProfileField(
        (view, given) -> ProfileFields.<C>of(view, part, content -> value.apply(content, given)));
  }

  @SuppressWarnings("unchecked") // each part has one type of content
  private static <C extends PartContent> @Nullable Object of(
      ProfileView view, Part part, Function<C, @Nullable Object> value) {
    PartLookup lookup = view.profile().part(part);
    if (lookup instanceof PartLookup.Had had) {
      return value.apply((C) had.content());
    }
    // What is withheld is null without an error.
    return lookup instanceof PartLookup.Missing missing ? missing.failure() : null;
  }

  private static @Nullable Object declared(ProfileView view, Arguments given) {
    // Where none of the fields selected may be read the part is not asked for; they say so
    // themselves.
    return view.selected().contains(Part.USER_ATTRIBUTES)
        ? of(view, Part.USER_ATTRIBUTES, (UserAttributes all) -> all)
        : NOTHING;
  }

  private DataFetcher<?> ifReadable(DataFetcher<?> attribute) {
    return field -> {
      Requirement needed =
          rights.storedAttribute(Objects.requireNonNull(field.getArgument("name")));
      ProfileView view = Objects.requireNonNull(field.getSource());
      Verdict verdict = view.reader().verdict(needed);
      return verdict == Verdict.ALLOWED
          ? attribute.get(field)
          : GuardedField.refused(verdict, "Profile.userAttribute", field);
    };
  }

  private static @Nullable Object attribute(UserAttributes attributes, Arguments given) {
    return attributes.named((String) Objects.requireNonNull(given.get("name")));
  }

  private @Nullable Object attributes(ProfileView view, Arguments given) {
    return of(
        view,
        Part.USER_ATTRIBUTES,
        (UserAttributes attributes) -> attributes(attributes, view.reader(), given));
  }

  private List<UserAttribute> attributes(
      UserAttributes attributes, Reader reader, Arguments given) {
    List<String> names = texts(given, "names");
    String prefix = (String) given.get("prefix");
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

  private List<AudienceMembership> memberships(AudienceMemberships memberships, Arguments given) {
    List<String> ids = texts(given, "audienceIds");
    if (ids == null && areCurrent(memberships.entries())) {
      return memberships.entries();
    }
    Set<String> wanted = ids == null ? null : new HashSet<>(ids);
    List<AudienceMembership> current = new ArrayList<>(memberships.entries().size());
    for (AudienceMembership membership : memberships.entries()) {
      if (isCurrent(membership) && (wanted == null || wanted.contains(membership.id()))) {
        current.add(membership);
      }
    }
    return current;
  }

  private boolean isInAudience(AudienceMemberships memberships, Arguments given) {
    Object id = given.get("audienceId");
    for (AudienceMembership membership : memberships.entries()) {
      if (membership.id().equals(id) && isCurrent(membership)) {
        return true;
      }
    }
    return false;
  }

  private boolean areCurrent(List<AudienceMembership> memberships) {
    for (AudienceMembership membership : memberships) {
      if (!isCurrent(membership)) {
        return false;
      }
    }
    return true;
  }

  /** Most have no end, so that nobody need know what time it is. */
  private boolean isCurrent(AudienceMembership membership) {
    return membership.expiresAt() == null || membership.isCurrent(clock.instant());
  }

  private List<RawIdentity> userIdentities(PartContent.UserIdentities content, Arguments given) {
    return ofTypes(content.entries(), texts(given, "types"), userTypes);
  }

  private List<RawIdentity> deviceIdentities(
      PartContent.DeviceIdentities content, Arguments given) {
    return ofTypes(content.entries(), texts(given, "types"), deviceTypes);
  }

  private static List<RawIdentity> ofTypes(
      List<RawIdentity> identities, @Nullable List<String> types, IdentityTypes known) {
    return types == null
        ? identities
        : identities.stream()
            .filter(identity -> types.contains(known.of(identity)))
            .toList();
  }

  @SuppressWarnings("unchecked") // the schema says so of these arguments
  private static @Nullable List<String> texts(Arguments given, String name) {
    return (List<String>) given.get(name);
  }
}
