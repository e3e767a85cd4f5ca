package profilegateway.graphql;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import profilegateway.graphql.plan.ProfileView;

/** How much longer all that one operation has read is fresh. Confined to its event loop. */
final class FreshTime {
  private @Nullable Duration least;

  /** A profile was read; what is stale, missing or withheld in it is not fresh at all. */
  void read(ProfileView view) {
    readFreshFor(Freshness.freshFor(view));
  }

  /** It was read that there is no profile, or not even that: who asks again may be told something else. */
  void readNothing() {
    readFreshFor(Duration.ZERO);
  }

  private void readFreshFor(Duration freshFor) {
    if (least == null || freshFor.compareTo(least) < 0) {
      least = freshFor;
    }
  }

  /** What is left of it at the end of an operation that took {@code elapsed}; zero when no profile was read. */
  Duration leftAfter(Duration elapsed) {
    if (least == null || least.compareTo(elapsed) <= 0) {
      return Duration.ZERO;
    }
    return least.minus(elapsed);
  }
}
