package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.integration.RunningCache.CONFIG;
import static profilegateway.integration.RunningCache.found;
import static profilegateway.integration.RunningCache.key;
import static profilegateway.integration.RunningCache.optedOut;
import static profilegateway.integration.RunningCache.parts;
import static profilegateway.integration.RunningFleet.await;
import static profilegateway.integration.RunningFleet.done;
import static profilegateway.profile.Part.ATTRIBUTION;
import static profilegateway.profile.Part.USER_ATTRIBUTES;
import static profilegateway.testing.Patience.until;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.cache.copies.Known;
import profilegateway.cache.store.SharedCache.Claim;
import profilegateway.config.RedisConfig.SealKey;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.ProfileReference;
import profilegateway.testing.TestRedis;

/** Instances before and after a rotation of their keys share one Redis. */
class KeyRotationIT {
  private static final Mpid SOMEBODY = new Mpid(9080350317581165001L);
  private static final Identity CUSTOMER = new Identity("customer_id", "Example-Customer");
  private static final SealKey OLD = key("old", 1);
  private static final SealKey NEW = key("new", 2);
  private static final int DIGITS = 13;

  private final TestRedis redis = TestRedis.start();
  private final RunningCache cache = RunningCache.start(redis, CONFIG, "all", OLD);
  private final RunningCache rotated = RunningCache.start(redis, CONFIG, "all", NEW, OLD);

  @AfterEach
  void close() {
    rotated.close();
    cache.close();
    redis.close();
  }

  private static Set<Part> held(Known known) {
    return known instanceof Known.Held held ? held.copies().byPart().keySet() : Set.of();
  }

  private Set<String> names() {
    Set<String> names = new HashSet<>(redis.lines("KEYS", "*"));
    names.removeIf(line -> !line.startsWith("pg:"));
    return names;
  }

  /** The name that ends with {@code suffix} and was not there {@code before}. */
  private String newName(Set<String> before, String suffix) {
    return names().stream()
        .filter(name -> !before.contains(name) && name.endsWith(suffix))
        .findFirst()
        .orElseThrow();
  }

  /** The digits from {@code start} on of a value, in milliseconds. */
  private long millis(String name, int start) {
    String text = new String(redis.value(name), StandardCharsets.ISO_8859_1);
    return Long.parseLong(text.substring(start, start + DIGITS));
  }

  private long now() {
    List<String> time = redis.lines("TIME");
    return Long.parseLong(time.get(2)) * 1000 + Long.parseLong(time.get(4)) / 1000;
  }

  @Test
  void afterARotationWhatWasThereIsStillFound() {
    cache.fill(CUSTOMER, found(SOMEBODY, Part.values()));

    assertThat(held(rotated.read(CUSTOMER, Part.values()))).hasSize(5);
    assertThat(held(rotated.read(SOMEBODY, Part.values()))).hasSize(5);

    rotated.fill(SOMEBODY, found(SOMEBODY, ATTRIBUTION));
    assertThat(held(rotated.read(SOMEBODY, Part.values()))).hasSize(5);
    try (RunningCache done = RunningCache.start(redis, CONFIG, "all", NEW)) {
      assertThat(held(done.read(SOMEBODY, Part.values()))).containsExactly(ATTRIBUTION);
    }
  }

  @Test
  void duringARotationWhatIsDroppedIsDroppedUnderBothKeys() {
    until(() -> await(rotated.cache().purge(Set.of(), Set.of())).confirmed().size() == 2);
    Set<Object> heard = ConcurrentHashMap.newKeySet();
    cache.cache().onDrop(heard::add);

    // The rotated instance purges what the other one wrote.
    cache.fill(CUSTOMER, found(SOMEBODY, ATTRIBUTION));
    assertThat(await(rotated.cache().purge(Set.of(), Set.of(CUSTOMER))).entries())
        .isEqualTo(3);
    assertThat(cache.read(SOMEBODY, ATTRIBUTION)).isInstanceOf(Known.Dropped.class);
    assertThat(heard).containsExactlyInAnyOrder(SOMEBODY, CUSTOMER);

    // The other instance purges what the rotated one wrote.
    rotated.fill(SOMEBODY, found(SOMEBODY, ATTRIBUTION));
    Set<String> before = names();
    done(cache.cache().purge(Set.of(SOMEBODY), Set.of()));
    assertThat(rotated.read(SOMEBODY, ATTRIBUTION)).isInstanceOf(Known.Dropped.class);
    assertThat(names()).as("fences of both keys were there").isSubsetOf(before);

    // A claim in the millisecond of the purge would not count under the other key.
    long purged = now();
    until(() -> now() > purged);
    rotated.fill(SOMEBODY, found(SOMEBODY, USER_ATTRIBUTES));
    assertThat(held(rotated.read(SOMEBODY, Part.values()))).containsExactly(USER_ATTRIBUTES);
  }

  /** A purge by an instance that knows only the old key, one millisecond before, at and after the time of the fetch. */
  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1})
  void aPurgeUnderTheOldKeyEndsWhatWasNotClaimedLaterUnderTheNew(long later) {
    for (ProfileReference reference : List.of(SOMEBODY, CUSTOMER)) {
      redis.flush();
      rotated.fill(CUSTOMER, found(SOMEBODY, ATTRIBUTION));
      Set<String> before = names();
      String link = newName(Set.of(), ":k");
      long fetched = millis(link, 0);
      done(cache
          .cache()
          .purge(
              reference instanceof Mpid mpid ? Set.of(mpid) : Set.of(),
              reference instanceof Identity identity ? Set.of(identity) : Set.of()));
      String fence = Long.toString(fetched + later);
      redis.tell("SET", newName(before, ":s"), fence + fence + "d", "PX", "60000");
      boolean isHeld = later < 0;

      Known known = rotated.read(reference, ATTRIBUTION);
      Claim claim = rotated.claim(reference, ATTRIBUTION);

      assertThat(known).isInstanceOf(isHeld ? Known.Held.class : Known.Dropped.class);
      assertThat(held(known)).isEqualTo(isHeld ? Set.of(ATTRIBUTION) : Set.of());
      assertThat(held(claim.known())).isEqualTo(isHeld ? Set.of(ATTRIBUTION) : Set.of());
      assertThat(claim.granted()).isEqualTo(isHeld ? parts() : parts(ATTRIBUTION));
    }
  }

  @Test
  void duringARotationAnOptOutIsSeenByAll() {
    cache.fill(SOMEBODY, found(SOMEBODY, ATTRIBUTION));
    rotated.fill(SOMEBODY, found(optedOut(SOMEBODY), USER_ATTRIBUTES));

    for (RunningCache each : List.of(cache, rotated)) {
      Known known = each.read(SOMEBODY, Part.values());
      assertThat(((Known.Held) known).copies().head().optedOut()).isTrue();
      assertThat(held(known)).isEmpty();
    }
  }

  @Test
  void anOptOutUnderTheOldKeyEndsWhatIsHeldUnderTheNew() {
    rotated.fill(SOMEBODY, found(SOMEBODY, ATTRIBUTION));
    cache.fill(SOMEBODY, found(optedOut(SOMEBODY), ATTRIBUTION));

    for (Known known : List.of(
        rotated.read(SOMEBODY, ATTRIBUTION),
        rotated.claim(SOMEBODY, ATTRIBUTION).known())) {
      assertThat(((Known.Held) known).copies().head().optedOut()).isTrue();
      assertThat(held(known)).isEmpty();
    }
  }
}
