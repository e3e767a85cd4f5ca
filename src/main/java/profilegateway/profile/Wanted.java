package profilegateway.profile;

/**
 * One look-up: whose profile, which parts of it, and how urgent it is.
 *
 * @param parts at least one
 * @param lane who goes first when calls have to wait
 */
public record Wanted(ProfileReference reference, Parts parts, Lane lane) {
  public Wanted {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a look-up names at least one part");
    }
  }
}
