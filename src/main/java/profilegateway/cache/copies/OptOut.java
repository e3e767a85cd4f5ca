package profilegateway.cache.copies;

import java.util.EnumMap;
import java.util.Map;
import profilegateway.config.CacheConfig.OptedOut;
import profilegateway.profile.Head;
import profilegateway.profile.Part;
import profilegateway.profile.PartLookup;
import profilegateway.profile.Parts;
import profilegateway.profile.Profile;

/** What is told and kept of users who opted out, or of whom it cannot be read whether they did. Immutable. */
public final class OptOut {
  private final boolean withholding;

  public OptOut(OptedOut optedOut) {
    this.withholding = optedOut == OptedOut.WITHHOLD;
  }

  /** Whether no part of the profile of {@code head} may be told or kept. */
  public boolean withholds(Head head) {
    return withholding && head.mayHaveOptedOut();
  }

  /** The profile as it may be told and kept. */
  Profile applyTo(Profile profile) {
    return withholds(profile.head())
        ? new Profile(profile.head(), profile.copy(), withheld(profile.parts()))
        : profile;
  }

  /** The copies that may be told and kept. */
  Copies applyTo(Copies copies) {
    return withholds(copies.head()) && !copies.parts().isEmpty()
        ? new Copies(copies.head(), copies.fetch(), Map.of())
        : copies;
  }

  public static Map<Part, PartLookup> withheld(Parts parts) {
    Map<Part, PartLookup> withheld = new EnumMap<>(Part.class);
    parts.forEach(part -> withheld.put(part, new PartLookup.Withheld()));
    return withheld;
  }
}
