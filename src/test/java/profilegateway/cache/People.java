package profilegateway.cache;

import java.time.Duration;
import java.time.Instant;
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
import profilegateway.profile.PartContent.AudienceMembership;
import profilegateway.profile.PartContent.RawIdentity;
import profilegateway.profile.PartLookup;
import profilegateway.profile.Parts;
import profilegateway.profile.Profile;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.UserAttribute;
import profilegateway.profile.UserAttributes;

/** Profiles each part of which says whose it is, and which edition of it. */
final class People {
  static final Mpid ANN = new Mpid(1);
  static final Mpid BEN = new Mpid(2);
  static final Identity ANNS = new Identity("customer_id", "ann");

  static final Parts ATTRIBUTES = Parts.of(Part.USER_ATTRIBUTES);
  static final Parts AUDIENCES = Parts.of(Part.AUDIENCE_MEMBERSHIPS);
  static final Parts IDENTITIES = Parts.of(Part.USER_IDENTITIES);

  private People() {}

  /** As mParticle answers. */
  static Lookup found(Mpid mpid, Parts parts, int edition) {
    return found(mpid, parts, edition, false);
  }

  static Lookup optedOut(Mpid mpid, Parts parts) {
    return found(mpid, parts, 0, true);
  }

  static Lookup found(Mpid mpid, Parts parts, int edition, boolean isOptedOut) {
    return found(head(mpid, isOptedOut), parts, edition);
  }

  private static Lookup found(Head head, Parts parts, int edition) {
    Copy copy = Copy.fetched(Instant.EPOCH);
    Map<Part, PartLookup> contents = new EnumMap<>(Part.class);
    parts.forEach(part ->
        contents.put(part, new PartLookup.Had(content(head.mpid(), part, edition), copy)));
    return new Lookup.Found(new Profile(head, copy, contents));
  }

  /** As {@link #found}, but that it cannot be read whether its user opted out. */
  static Lookup unreadable(Mpid mpid, Parts parts) {
    Head head = new Head(mpid, null, null, null, null, Set.of(Head.Field.OPTED_OUT));
    return found(head, parts, 0);
  }

  static Head head(Mpid mpid, boolean isOptedOut) {
    return new Head(mpid, null, null, isOptedOut, null, Set.of());
  }

  static Lookup absent() {
    return new Lookup.Absent();
  }

  static Lookup failed(ProfileFailure.Code code) {
    return new Lookup.Failed(
        code == ProfileFailure.Code.RATE_LIMITED
            ? new ProfileFailure.RateLimited(Duration.ofSeconds(7))
            : new ProfileFailure(code));
  }

  static PartContent content(Mpid mpid, Part part, int edition) {
    String text = mpid.text() + "/" + edition;
    RawIdentity identity = new RawIdentity("customer_id", "none", text);
    return switch (part) {
      case USER_ATTRIBUTES ->
        new UserAttributes(
            List.of(new UserAttribute("who", text), new UserAttribute("secret", text)));
      case AUDIENCE_MEMBERSHIPS ->
        new PartContent.AudienceMemberships(List.of(new AudienceMembership("1", text, null)));
      case USER_IDENTITIES -> new PartContent.UserIdentities(List.of(identity));
      case DEVICE_IDENTITIES -> new PartContent.DeviceIdentities(List.of(identity));
      case ATTRIBUTION -> new PartContent.Attribution(text);
    };
  }

  /**
   * An answer as text: whose it is, and of each part its edition and where it came from, or why it is not there. Fails when a part
   * is somebody else's.
   */
  static String read(Lookup answer) {
    if (answer instanceof Lookup.Failed failed) {
      return failed.failure().code().name();
    }
    if (!(answer instanceof Lookup.Found found)) {
      return "absent";
    }
    StringBuilder text = new StringBuilder(found.profile().head().mpid().text());
    found.profile().parts().forEach(part -> text.append(' ').append(read(found.profile(), part)));
    return text.toString();
  }

  private static String read(Profile profile, Part part) {
    String name = part.wireName().substring(0, part == Part.USER_IDENTITIES ? 6 : 3);
    PartLookup lookup = profile.part(part);
    if (lookup instanceof PartLookup.Missing missing) {
      return name + ":" + missing.failure().code();
    }
    if (!(lookup instanceof PartLookup.Had had)) {
      return name + ":withheld";
    }
    String text = text(had.content());
    String whose = text.substring(0, text.indexOf('/'));
    if (!whose.equals(profile.head().mpid().text())) {
      throw new AssertionError(
          "a part of " + whose + " in the profile of " + profile.head().mpid().text());
    }
    return name + ":" + text.substring(text.indexOf('/') + 1) + "/" + had.copy().origin();
  }

  static String text(PartContent content) {
    if (content instanceof UserAttributes attributes) {
      @Nullable UserAttribute who = attributes.named("who");
      return who == null ? "" : String.valueOf(who.json());
    }
    if (content instanceof PartContent.AudienceMemberships memberships) {
      return memberships.entries().get(0).name();
    }
    if (content instanceof PartContent.UserIdentities identities) {
      return identities.entries().get(0).value();
    }
    if (content instanceof PartContent.DeviceIdentities identities) {
      return identities.entries().get(0).value();
    }
    return String.valueOf(((PartContent.Attribution) content).json());
  }
}
