package profilegateway.cache.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import profilegateway.config.CacheConfig;
import profilegateway.profile.Lane;
import profilegateway.profile.Part;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.ProfileReference;

/**
 * Fetches that failed a moment ago: not everybody who wants the same has to find out. Where nothing is kept in this process,
 * neither are these. Shared by all event loops.
 */
public final class RecentFailures {
  private static final Duration REMEMBERED = Duration.ofSeconds(1);
  private static final int MOST = 20_000;

  private final boolean isOn;
  private final Cache<Key, Remembered> failures;

  public RecentFailures(CacheConfig config, LongSupplier nanoTime) {
    this.isOn = config.local();
    this.failures = Caffeine.newBuilder()
        .executor(Runnable::run)
        .ticker(nanoTime::getAsLong)
        .expireAfterWrite(REMEMBERED)
        .maximumSize(MOST)
        .build();
  }

  /** Remembers why nobody in {@code lane} should ask for {@code parts} for a second. */
  public void add(ProfileReference reference, Parts parts, ProfileFailure failure, Lane lane) {
    if (!isOn) {
      return;
    }
    // There may be room in the other lanes although there is none in the last.
    boolean isOfBackground =
        lane == Lane.BACKGROUND && failure.code() == ProfileFailure.Code.RATE_LIMITED;
    parts.forEach(
        part -> failures.put(new Key(reference, part), new Remembered(failure, isOfBackground)));
  }

  /** As {@link #add}, of parts that failed each for a reason of its own. */
  public void add(ProfileReference reference, Map<Part, ProfileFailure> failed, Lane lane) {
    failed.forEach((part, failure) -> add(reference, Parts.of(part), failure, lane));
  }

  /** Those of {@code parts} that are not to be asked for, and why. */
  public Map<Part, ProfileFailure> of(ProfileReference reference, Parts parts, Lane lane) {
    if (!isOn) {
      return Map.of();
    }
    Map<Part, ProfileFailure> found = new EnumMap<>(Part.class);
    for (Part part : parts.members()) {
      Remembered remembered = failures.getIfPresent(new Key(reference, part));
      if (remembered != null && (lane == Lane.BACKGROUND || !remembered.isOfBackground())) {
        found.put(part, remembered.failure());
      }
    }
    return found;
  }

  private record Key(ProfileReference reference, Part part) {}

  private record Remembered(ProfileFailure failure, boolean isOfBackground) {}
}
