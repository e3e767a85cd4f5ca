package profilegateway.cache.copies;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import profilegateway.config.CacheConfig.Exposed;
import profilegateway.profile.Copy;
import profilegateway.profile.Part;
import profilegateway.profile.PartLookup;
import profilegateway.profile.Profile;
import profilegateway.profile.UserAttributes;

/**
 * Which attributes may be seen. Others are left out as soon as they were fetched: what is not kept cannot be shown. Immutable.
 */
public final class Exposure {
  private static final int FINGERPRINT_BYTES = 12;

  private final boolean all;
  private final Set<String> names;
  private final Set<String> prefixes;

  /** Exposes what {@code exposed} says, and the attributes of which the schema declares a field. */
  public Exposure(Exposed exposed, Collection<String> declared) {
    this.all = exposed.all();
    this.names = folded(Stream.concat(exposed.names().stream(), declared.stream()));
    this.prefixes = folded(exposed.prefixes().stream());
  }

  private static Set<String> folded(Stream<String> names) {
    return names.map(UserAttributes::fold).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Names what is exposed: a copy that was made under another name may lack what is exposed now, or hold what is not. The same in
   * every instance that is set alike.
   */
  public String fingerprint() {
    StringBuilder rules = new StringBuilder(all ? "*" : "");
    if (!all) {
      SortedSet<String> sorted = new TreeSet<>();
      names.forEach(name -> sorted.add("=" + name));
      prefixes.forEach(prefix -> sorted.add("^" + prefix));
      // With their lengths, so that no two sets of names read alike.
      sorted.forEach(rule -> rules.append(rule.length()).append(rule));
    }
    byte[] digest = sha256().digest(rules.toString().getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOf(digest, FINGERPRINT_BYTES));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  /** The profile with the attributes that may be seen. */
  public Profile applyTo(Profile profile) {
    if (all
        || !profile.parts().contains(Part.USER_ATTRIBUTES)
        || !(profile.part(Part.USER_ATTRIBUTES) instanceof PartLookup.Had had)) {
      return profile;
    }
    Map<Part, PartLookup> parts = new EnumMap<>(Part.class);
    profile.parts().forEach(part -> parts.put(part, profile.part(part)));
    parts.put(Part.USER_ATTRIBUTES, exposed((UserAttributes) had.content(), had.copy()));
    return new Profile(profile.head(), profile.copy(), parts);
  }

  private PartLookup exposed(UserAttributes attributes, Copy copy) {
    return new PartLookup.Had(attributes.only(this::isExposed), copy);
  }

  private boolean isExposed(String folded) {
    if (names.contains(folded)) {
      return true;
    }
    for (String prefix : prefixes) {
      if (folded.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
