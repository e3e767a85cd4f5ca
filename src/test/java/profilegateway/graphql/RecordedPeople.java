package profilegateway.graphql;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Copy;
import profilegateway.profile.Head;
import profilegateway.profile.Identity;
import profilegateway.profile.Lookup;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.PartContent;
import profilegateway.profile.PartContent.RawIdentity;
import profilegateway.profile.PartLookup;
import profilegateway.profile.Profile;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.ProfileReference;
import profilegateway.profile.ProfileSource;
import profilegateway.profile.ReadContext;
import profilegateway.profile.UserAttribute;
import profilegateway.profile.UserAttributes;
import profilegateway.profile.Wanted;

/** A few people: Ann is 11, Bob 22; whatever concerns {@code broken} fails. Records what it is asked. */
final class RecordedPeople implements ProfileSource {
  private static final Map<Long, String> NAMES = Map.of(11L, "ann", 22L, "bob");

  private final List<String> asked = new ArrayList<>();

  @Override
  public Future<List<Lookup>> read(List<Wanted> wanted, ReadContext context) {
    wanted.forEach(one -> asked.add(
        name(one.reference()) + "[" + one.parts() + "]" + one.lane().name().charAt(0)));
    return Future.succeededFuture(wanted.stream().map(RecordedPeople::lookup).toList());
  }

  /** Each look-up with its parts and the first letter of its lane, in their order. */
  String asked() {
    return asked.isEmpty() ? "nothing" : String.join(" ", asked);
  }

  private static String name(ProfileReference reference) {
    return reference instanceof Mpid mpid ? mpid.text() : ((Identity) reference).value();
  }

  private static Lookup lookup(Wanted wanted) {
    String name = name(wanted.reference());
    if (name.equals("broken")) {
      return new Lookup.Failed(new ProfileFailure(ProfileFailure.Code.UNAVAILABLE));
    }
    return NAMES.entrySet().stream()
        .filter(person ->
            person.getValue().equals(name) || String.valueOf(person.getKey()).equals(name))
        .findFirst()
        .<Lookup>map(
            person -> new Lookup.Found(profile(person.getKey(), person.getValue(), wanted)))
        .orElse(new Lookup.Absent());
  }

  private static Profile profile(long mpid, String name, Wanted wanted) {
    Copy copy = Copy.fetched(Instant.EPOCH);
    Map<Part, PartLookup> parts = new EnumMap<>(Part.class);
    wanted.parts().forEach(part -> parts.put(part, new PartLookup.Had(content(part, name), copy)));
    Head head = new Head(new Mpid(mpid), null, null, false, null, Set.of());
    return new Profile(head, copy, parts);
  }

  private static PartContent content(Part part, String name) {
    return switch (part) {
      case USER_ATTRIBUTES ->
        new UserAttributes(List.of(
            attribute("$FirstName", name + "-first"),
            attribute("$city", name + "-city"),
            attribute("tier", "GOLD")));
      case AUDIENCE_MEMBERSHIPS -> new PartContent.AudienceMemberships(List.of());
      case USER_IDENTITIES ->
        new PartContent.UserIdentities(List.of(new RawIdentity("customer_id", "none", name)));
      case DEVICE_IDENTITIES -> new PartContent.DeviceIdentities(List.of());
      case ATTRIBUTION -> new PartContent.Attribution(name + "-attribution");
    };
  }

  private static UserAttribute attribute(String name, @Nullable Object json) {
    return new UserAttribute(name, json);
  }
}
