package profilegateway.profile;

/**
 * One look-up: whose profile, and which parts of it.
 *
 * @param parts at least one
 */
public record Wanted(ProfileReference reference, Parts parts) {
  public Wanted {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a look-up names at least one part");
    }
  }
}
