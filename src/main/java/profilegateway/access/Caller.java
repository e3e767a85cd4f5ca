package profilegateway.access;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Mpid;
import profilegateway.profile.ProfileReference;

/**
 * Who asks, and what that allows. What it says was verified.
 *
 * @param viewer whose profile {@code viewer} is; null for a caller that is nobody in particular
 * @param mpid the caller's own, where the token says it; null when it is to be learned from {@code viewer}
 * @param scopes what the caller may do; {@link Scopes#ALL} in a gateway that is open
 * @param kind how the caller is known
 * @param hash names the caller in logs and counts one caller's requests, without saying who it is; empty for an anonymous one
 */
public record Caller(
    @Nullable ProfileReference viewer, @Nullable Mpid mpid, Scopes scopes, Kind kind, String hash) {

  /** Nobody in particular, without rights. */
  public static final Caller ANONYMOUS = new Caller(null, null, Scopes.NONE, Kind.ANONYMOUS, "");

  /** How a caller is known. */
  public enum Kind {
    ANONYMOUS,
    /** By a token that stands for a user or a machine. */
    TOKEN,
    /** A server, by its key. */
    API_KEY
  }

  /** Nobody asks who the caller is: whoever is in front of the gateway did, or it is the sandbox. */
  public static Caller unchecked(@Nullable ProfileReference viewer) {
    return new Caller(viewer, null, Scopes.ALL, Kind.ANONYMOUS, "");
  }

  /** What a caller may do. */
  public record Scopes(boolean all, Set<String> names) {
    public static final Scopes ALL = new Scopes(true, Set.of());
    public static final Scopes NONE = new Scopes(false, Set.of());

    /** Whether every scope of at least one of {@code alternatives} is held, as {@code @requiresScopes} asks for. */
    public boolean satisfy(List<Set<String>> alternatives) {
      return all || alternatives.stream().anyMatch(names::containsAll);
    }
  }

  @Override
  public String toString() {
    return "Caller[" + kind + "]";
  }
}
