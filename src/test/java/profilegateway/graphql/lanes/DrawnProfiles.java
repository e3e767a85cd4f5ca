package profilegateway.graphql.lanes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Copy;
import profilegateway.profile.Head;
import profilegateway.profile.Lookup;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.PartContent;
import profilegateway.profile.PartContent.AudienceMembership;
import profilegateway.profile.PartContent.RawIdentity;
import profilegateway.profile.PartLookup;
import profilegateway.profile.Profile;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.ProfileReference;
import profilegateway.profile.UserAttribute;
import profilegateway.profile.UserAttributes;
import profilegateway.profile.Wanted;

/** Profiles for one request, each with all parts and drawn when it is asked for first. */
final class DrawnProfiles {
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  /** Stored names, and a value of each that fits whatever is declared to read it. */
  private static final Map<String, Object> FITTING = Map.ofEntries(
      Map.entry("count", "17"),
      Map.entry("score", "0.1"),
      Map.entry("scores", List.of("1", "2.50")),
      Map.entry("member", "TRUE"),
      Map.entry("flags", List.of("true", "false")),
      Map.entry("motto", "carpe\tdiem"),
      Map.entry("since", "2019-11-25T17:44:43.462Z"),
      Map.entry("moments", List.of("2019-11-25T17:44:43+01:00")),
      Map.entry("tier", "silver MEDAL"),
      Map.entry("tiers", List.of("GOLD", "lead")),
      Map.entry("mood", "wild"),
      Map.entry("token", "0017"),
      Map.entry("secret", "hush"),
      Map.entry("known", "yes"),
      Map.entry("ltv", "342.1"),
      Map.entry("$city", "New York"));

  private final Dice dice;
  /** How often something is odd: once in so many times. */
  private final int oddity;

  /** Which profiles the cache of this process holds. */
  private final Held held;

  private final Map<ProfileReference, Lookup> drawn = new HashMap<>();

  private enum Held {
    NONE,
    SOME,
    ALL
  }

  DrawnProfiles(Dice dice, int oddity) {
    this.dice = dice;
    this.oddity = oddity;
    this.held = dice.of(Held.values());
  }

  /** Whether this process holds a profile: the same answer for the same reference. */
  boolean isHeld(ProfileReference reference) {
    return switch (held) {
      case NONE -> false;
      case SOME -> reference.hashCode() % 2 == 0;
      case ALL -> true;
    };
  }

  /** The answer to a look-up, with no other parts than it wants. */
  Lookup lookup(Wanted wanted) {
    Lookup whole = drawn.computeIfAbsent(wanted.reference(), this::draw);
    if (!(whole instanceof Lookup.Found found)) {
      return whole;
    }
    Map<Part, PartLookup> parts = new EnumMap<>(Part.class);
    wanted.parts().forEach(part -> parts.put(part, found.profile().part(part)));
    return new Lookup.Found(new Profile(found.profile().head(), found.profile().copy(), parts));
  }

  private Lookup draw(ProfileReference reference) {
    if (dice.oneIn(8)) {
      return new Lookup.Absent();
    }
    if (isOdd(3)) {
      return new Lookup.Failed(failure());
    }
    boolean optedOut = dice.oneIn(12);
    Map<Part, PartLookup> parts = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      parts.put(
          part,
          optedOut
              ? new PartLookup.Withheld()
              : isOdd(4)
                  ? new PartLookup.Missing(failure())
                  : new PartLookup.Had(content(part), copy()));
    }
    Set<Head.Field> unreadable = EnumSet.noneOf(Head.Field.class);
    Arrays.stream(Head.Field.values()).filter(field -> isOdd(4)).forEach(unreadable::add);
    Mpid mpid = (reference instanceof Mpid given && !isOdd(2)) ? given : new Mpid(77);
    return new Lookup.Found(new Profile(
        new Head(
            mpid,
            moment(unreadable, Head.Field.CREATED_AT),
            moment(unreadable, Head.Field.LAST_STORED_AT),
            unreadable.contains(Head.Field.OPTED_OUT) ? null : Boolean.valueOf(optedOut),
            (unreadable.contains(Head.Field.AD_TRACKING_LIMITED) || dice.oneIn(3))
                ? null
                : Boolean.valueOf(dice.oneIn(2)),
            unreadable),
        copy(),
        parts));
  }

  private boolean isOdd(int times) {
    return oddity > 0 && dice.oneIn(oddity * times);
  }

  private ProfileFailure failure() {
    return dice.oneIn(3)
        ? new ProfileFailure.RateLimited(Duration.ofMillis(dice.below(5000)))
        : new ProfileFailure(dice.of(ProfileFailure.Code.values()));
  }

  private Copy copy() {
    return new Copy(
        dice.of(Copy.Origin.values()),
        NOW.minusMillis(dice.below(100_000)),
        Duration.ofMillis(dice.below(60_000)));
  }

  private @Nullable Instant moment(Set<Head.Field> unreadable, Head.Field field) {
    return (unreadable.contains(field) || dice.oneIn(5))
        ? null
        : dice.of(NOW, Instant.EPOCH, NOW.plusNanos(1), Instant.ofEpochMilli(dice.below(1 << 30)));
  }

  private PartContent content(Part part) {
    return switch (part) {
      case USER_ATTRIBUTES -> new UserAttributes(attributes());
      case AUDIENCE_MEMBERSHIPS ->
        new PartContent.AudienceMemberships(dice.some(4, this::membership));
      case USER_IDENTITIES ->
        new PartContent.UserIdentities(
            dice.some(3, () -> identity(dice.of("customer_id", "email", "other_id_4", "strange"))));
      case DEVICE_IDENTITIES ->
        new PartContent.DeviceIdentities(
            dice.some(3, () -> identity(dice.of("android_id", "roku_advertising_id", "x"))));
      case ATTRIBUTION -> new PartContent.Attribution(DrawnText.json(dice, 3));
    };
  }

  private List<UserAttribute> attributes() {
    List<UserAttribute> attributes = new ArrayList<>();
    FITTING.forEach((name, value) -> {
      if (!dice.oneIn(3)) {
        attributes.add(new UserAttribute(
            dice.oneIn(4) ? name.toUpperCase(Locale.ROOT) : name,
            isOdd(1) ? DrawnText.json(dice, 2) : dice.oneIn(10) ? (Object) "-" : value));
      }
    });
    attributes.addAll(dice.some(
        3,
        () -> new UserAttribute(
            dice.of("free", "FREE", "other thing", "ключ", ""), DrawnText.json(dice, 2))));
    return attributes;
  }

  private AudienceMembership membership() {
    Instant end = dice.of(NOW, NOW.minusMillis(1), NOW.plusMillis(1), Instant.MAX);
    return new AudienceMembership(
        dice.of("9", "10", "17918", "9223372036854775807"),
        DrawnText.text(dice),
        end.equals(Instant.MAX) ? null : end);
  }

  private RawIdentity identity(String type) {
    return new RawIdentity(type, dice.of("none", "sha256"), DrawnText.text(dice));
  }
}
