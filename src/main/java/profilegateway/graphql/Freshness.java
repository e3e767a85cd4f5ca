package profilegateway.graphql;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import profilegateway.graphql.plan.ProfileView;
import profilegateway.profile.Copy;
import profilegateway.profile.Part;
import profilegateway.profile.PartLookup;
import profilegateway.profile.Profile;

/** Sums up where the parts that a selection needs came from: the worst origin, the oldest fetch, the
 * shortest time that they are all still fresh. */
final class Freshness {
  private Freshness() {}

  /** Null when none of the parts could be had; of a selection that needs no part, what holds for the head. */
  static @Nullable Copy of(ProfileView view) {
    if (view.selected().isEmpty()) {
      return view.profile().copy();
    }
    Copy worst = null;
    for (Part part : view.selected().members()) {
      if (view.profile().part(part) instanceof PartLookup.Had had) {
        worst = worst == null ? had.copy() : worse(worst, had.copy());
      }
    }
    return worst;
  }

  /** How much longer all of it is fresh; zero where any part of it is stale, could not be had or is withheld. */
  static Duration freshFor(ProfileView view) {
    Profile profile = view.profile();
    if (view.selected().isEmpty()) {
      return profile.copy().freshFor();
    }
    Duration least = null;
    for (Part part : view.selected().members()) {
      if (!(profile.part(part) instanceof PartLookup.Had had)) {
        return Duration.ZERO;
      }
      Duration one = had.copy().freshFor();
      least = least == null || one.compareTo(least) < 0 ? one : least;
    }
    return Objects.requireNonNull(least);
  }

  private static Copy worse(Copy one, Copy other) {
    Copy.Origin origin = one.origin().compareTo(other.origin()) > 0 ? one.origin() : other.origin();
    Instant fetchedAt =
        one.fetchedAt().isBefore(other.fetchedAt()) ? one.fetchedAt() : other.fetchedAt();
    Duration freshFor =
        one.freshFor().compareTo(other.freshFor()) < 0 ? one.freshFor() : other.freshFor();
    return new Copy(origin, fetchedAt, freshFor);
  }
}
