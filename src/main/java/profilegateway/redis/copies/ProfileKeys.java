package profilegateway.redis.copies;

import java.util.ArrayList;
import java.util.List;
import profilegateway.profile.Part;
import profilegateway.profile.Parts;

/**
 * Names in Redis of what is held of one profile or identity. All have the same hash tag: in Cluster they lie in one
 * slot, as scripts need it.
 *
 * @param tag tells nobody without the key whose it is
 */
record ProfileKeys(String tag) {

  /** What is known of it as a whole. */
  String state() {
    return named("s");
  }

  /** Whose the identity is. */
  String link() {
    return named("k");
  }

  String copy(Part part) {
    return named(letter(part));
  }

  /** The lease to fetch {@code part}, or why that failed. */
  String lease(Part part) {
    return named("l" + letter(part));
  }

  List<String> leases(Parts parts) {
    return parts.members().stream().map(this::lease).toList();
  }

  /** State, link and all copies, as scripts take them. */
  List<String> whole() {
    List<String> names = new ArrayList<>(List.of(state(), link()));
    Parts.ALL.forEach(part -> names.add(copy(part)));
    return names;
  }

  private String named(String name) {
    return "pg:{" + tag + "}:" + name;
  }

  /** Other versions of the gateway read it. */
  private static String letter(Part part) {
    return switch (part) {
      case USER_ATTRIBUTES -> "a";
      case AUDIENCE_MEMBERSHIPS -> "m";
      case USER_IDENTITIES -> "u";
      case DEVICE_IDENTITIES -> "d";
      case ATTRIBUTION -> "t";
    };
  }
}
