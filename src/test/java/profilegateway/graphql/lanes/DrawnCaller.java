package profilegateway.graphql.lanes;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import profilegateway.access.Caller;
import profilegateway.access.Caller.Scopes;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;
import profilegateway.profile.ProfileReference;

/** Somebody who asks, with rights or without. */
final class DrawnCaller {
  private DrawnCaller() {}

  static Caller of(Dice dice) {
    ProfileReference viewer = viewer(dice);
    return switch (dice.below(12)) {
      case 0 -> Caller.ANONYMOUS;
      case 1, 2, 3, 4, 5 -> Caller.unchecked(viewer);
      case 6 -> new Caller(null, null, scopes(dice), Caller.Kind.API_KEY, "k");
      default ->
        new Caller(
            viewer,
            dice.oneIn(3) ? new Mpid(42) : null,
            dice.oneIn(2)
                ? new Scopes(false, Set.of("profile:read", "profile:identities"))
                : scopes(dice),
            Caller.Kind.TOKEN,
            "t");
    };
  }

  private static @Nullable ProfileReference viewer(Dice dice) {
    return switch (dice.below(6)) {
      case 0 -> null;
      case 1 -> new Mpid(42);
      default -> new Identity("customer_id", "ann");
    };
  }

  private static Scopes scopes(Dice dice) {
    return dice.of(
        Scopes.NONE,
        Scopes.ALL,
        new Scopes(false, Set.of("profile:read")),
        new Scopes(false, Set.of("profile:identities")),
        new Scopes(false, Set.of("profile:read", "profile:identities", "more")));
  }
}
