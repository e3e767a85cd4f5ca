package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.integration.RunningCache.CONFIG;
import static profilegateway.integration.RunningCache.fetched;
import static profilegateway.integration.RunningCache.found;
import static profilegateway.integration.RunningCache.key;
import static profilegateway.integration.RunningCache.parts;
import static profilegateway.integration.RunningFleet.done;
import static profilegateway.profile.Part.ATTRIBUTION;
import static profilegateway.profile.Part.USER_ATTRIBUTES;
import static profilegateway.testing.Patience.until;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.cache.copies.Known;
import profilegateway.cache.store.SharedCache.Claim;
import profilegateway.config.CacheConfig;
import profilegateway.config.RedisConfig.SealKey;
import profilegateway.profile.Identity;
import profilegateway.profile.Lookup;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.Parts;
import profilegateway.testing.TestRedis;

/** Whoever reads Redis learns nothing, and whoever writes to it makes nobody see anything but what there was, or nothing. */
class RedisCacheSealIT {
  private static final Mpid SOMEBODY = new Mpid(9080350317581165001L);
  private static final Mpid SOMEBODY_ELSE = new Mpid(-42);
  private static final Identity CUSTOMER = new Identity("customer_id", "Example-Customer");
  private static final SealKey OLD = key("old", 1);
  private static final SealKey NEW = key("new", 2);

  /** A hard time of half a second. */
  private static final CacheConfig BRIEF = new CacheConfig(
      true,
      64,
      true,
      new CacheConfig.Times(Duration.ofMillis(500), Duration.ZERO, Duration.ZERO),
      Map.of(),
      Duration.ofMillis(500),
      CONFIG.exposed(),
      CONFIG.optedOut());

  private final TestRedis redis = TestRedis.start();
  private final RunningCache cache = RunningCache.start(redis, CONFIG, "all", OLD);

  @AfterEach
  void close() {
    cache.close();
    redis.close();
  }

  /** All that lies in Redis, by name. */
  private Map<String, byte[]> dump() {
    Map<String, byte[]> dump = new LinkedHashMap<>();
    redis.lines("KEYS", "*").stream()
        .filter(line -> line.startsWith("pg:"))
        .sorted()
        .forEach(name -> dump.put(name, redis.value(name)));
    return dump;
  }

  private void put(String name, byte[] value) {
    redis.put(name, value, "PX", "60000");
  }

  @Test
  void nothingOfAPersonIsReadableInRedis() {
    cache.fill(CUSTOMER, found(SOMEBODY, Part.values()));
    cache.fill(new Mpid(3), new Lookup.Absent());
    assertThat(
            cache.claim(new Identity("email", "who@example.com"), ATTRIBUTION).granted())
        .isEqualTo(parts(ATTRIBUTION));

    dump().forEach((name, value) -> {
      String text = name + " " + new String(value, StandardCharsets.ISO_8859_1);
      assertThat(text)
          .doesNotContain(
              SOMEBODY.text(),
              "customer",
              "Example",
              "city",
              "Novosibirsk",
              "ltv",
              "342",
              "Early",
              "17802",
              "email",
              "somebody",
              "who@",
              "android",
              "8789c459",
              "campaign",
              "spring");
    });
  }

  @Test
  void namesDifferByKeyAndWorkspace() {
    cache.fill(SOMEBODY, found(SOMEBODY, ATTRIBUTION));
    try (RunningCache newer = RunningCache.start(redis, CONFIG, "all", NEW)) {
      newer.fill(SOMEBODY, found(SOMEBODY, ATTRIBUTION));
    }

    assertThat(dump()).hasSize(4);
  }

  @Test
  void whatWasAlteredAnywhereIsNotHeld() {
    cache.fill(SOMEBODY, found(SOMEBODY, Part.values()));
    int tampered = 0;
    for (Map.Entry<String, byte[]> entry : dump().entrySet()) {
      for (int place = 0; place < entry.getValue().length; place++) {
        byte[] altered = entry.getValue().clone();
        altered[place] ^= 1;
        put(entry.getKey(), altered);
        assertNothingOf(entry.getKey(), place, altered);
        tampered++;
      }
      for (int length = 0; length < entry.getValue().length; length += 7) {
        put(entry.getKey(), Arrays.copyOf(entry.getValue(), length));
        assertNothingOf(entry.getKey(), length, entry.getValue());
        tampered++;
      }
      put(entry.getKey(), entry.getValue());
    }
    assertThat(tampered).isGreaterThan(500);
    assertThat(held(cache.read(SOMEBODY, Part.values()))).hasSize(5);
  }

  private void assertNothingOf(String name, int place, byte[] altered) {
    Known known = cache.read(SOMEBODY, Part.values());
    if (!name.endsWith(":s")) {
      assertThat(held(known)).as("%s at %d", name, place).hasSize(4);
    } else if (place >= 13) {
      boolean isDropped = altered[26] == 'd';
      assertThat(known)
          .as("state at %d", place)
          .isInstanceOf(isDropped ? Known.Dropped.class : Known.Nothing.class);
    }
    // The first 13 characters are the fence. It can only take away; to take away more there is DEL.
  }

  private static Set<Part> held(Known known) {
    return known instanceof Known.Held held ? held.copies().byPart().keySet() : Set.of();
  }

  @Test
  void whatIsAnothersIsNotHeld() {
    cache.fill(SOMEBODY, found(SOMEBODY, Part.values()));
    cache.fill(SOMEBODY_ELSE, found(SOMEBODY_ELSE, Part.values()));
    cache.fill(CUSTOMER, found(SOMEBODY, ATTRIBUTION));
    Map<String, byte[]> dump = dump();
    int swapped = 0;
    for (String name : dump.keySet()) {
      for (Map.Entry<String, byte[]> other : dump.entrySet()) {
        if (!other.getKey().equals(name)) {
          put(name, other.getValue());
          Known one = cache.read(SOMEBODY, Part.values());
          Known another = cache.read(SOMEBODY_ELSE, Part.values());
          boolean isState = name.endsWith(":s");
          int whole = name.endsWith(":k") ? 10 : isState ? 5 : 9;
          assertThat(held(one).size() + held(another).size())
              .as("%s in place of %s", other.getKey(), name)
              .isEqualTo(whole);
          swapped++;
        }
      }
      put(name, dump.get(name));
    }
    assertThat(swapped).isEqualTo(13 * 12);
  }

  @Test
  void whatCannotBeReadIsFetchedAnew() {
    cache.fill(CUSTOMER, found(SOMEBODY, Part.values()));
    dump().forEach((name, value) -> {
      value[value.length - 1] ^= 1;
      put(name, value);
    });
    assertThat(cache.read(SOMEBODY, Part.values())).isEqualTo(new Known.Nothing());
    assertThat(cache.read(CUSTOMER, Part.values())).isEqualTo(new Known.Nothing());

    Claim claim = cache.claim(SOMEBODY, Part.values());
    assertThat(claim.granted()).isEqualTo(Parts.ALL);
    done(claim.lease().fill(found(SOMEBODY, Part.values()), fetched(1)));
    assertThat(held(cache.read(SOMEBODY, Part.values()))).hasSize(5);

    Claim byIdentity = cache.claim(CUSTOMER, ATTRIBUTION);
    assertThat(byIdentity.granted()).isEqualTo(parts(ATTRIBUTION));
    done(byIdentity.lease().fill(found(SOMEBODY, ATTRIBUTION), fetched(1)));
    assertThat(held(cache.read(CUSTOMER, Part.values()))).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RPUSH", "SADD", "HSET", "ZADD", "XADD", "SETBIT", "SET"})
  void whateverElseLiesUnderOurNamesIsNothingAndIsInNobodysWay(String command) {
    cache.fill(CUSTOMER, found(SOMEBODY, Part.values()));
    assertThat(cache.claim(SOMEBODY_ELSE, Part.values()).granted()).isEqualTo(Parts.ALL);
    Set<String> names = dump().keySet();
    names.forEach(name -> {
      redis.tell("DEL", name);
      redis.tell(
          switch (command) {
            case "HSET" -> new String[] {command, name, "a", "b"};
            case "ZADD" -> new String[] {command, name, "1", "b"};
            case "XADD" -> new String[] {command, name, "*", "a", "b"};
            case "SETBIT" -> new String[] {command, name, "9000", "1"};
            default -> new String[] {command, name, "9999999999999"};
          });
    });

    assertThat(cache.read(CUSTOMER, Part.values())).isEqualTo(new Known.Nothing());
    assertThat(cache.read(SOMEBODY, Part.values())).isEqualTo(new Known.Nothing());
    assertThat(cache.claim(SOMEBODY_ELSE, Part.values()).granted()).isEqualTo(Parts.ALL);
    cache.fill(CUSTOMER, found(SOMEBODY, ATTRIBUTION));
    assertThat(held(cache.read(CUSTOMER, Part.values()))).containsExactly(ATTRIBUTION);
    names.forEach(name -> redis.tell("DEL", name));
    names.forEach(name -> redis.tell("RPUSH", name, "a"));
    done(cache.cache().purge(Set.of(SOMEBODY), Set.of(CUSTOMER)));
    assertThat(cache.read(CUSTOMER, ATTRIBUTION)).isInstanceOf(Known.Dropped.class);
    assertThat(cache.fleet().fleet().isAway()).isFalse();
  }

  @Test
  void whatIsAheadOfTheClockIsVoidAndKeepsNobodyOut() {
    String ahead = Long.toString(System.currentTimeMillis() + 3_600_000);
    cache.fill(SOMEBODY, found(SOMEBODY, ATTRIBUTION));
    String state =
        dump().keySet().stream().filter(name -> name.endsWith(":s")).findFirst().orElseThrow();
    // As a server wrote it whose clock was then set back an hour.
    redis.tell("SET", state, ahead + ahead + "d", "PX", "7200000");

    assertThat(cache.read(SOMEBODY, ATTRIBUTION)).isEqualTo(new Known.Nothing());
    cache.fill(SOMEBODY, found(SOMEBODY, USER_ATTRIBUTES));
    assertThat(held(cache.read(SOMEBODY, Part.values()))).contains(USER_ATTRIBUTES);
    long left = Long.parseLong(redis.lines("PTTL", state).get(0).substring(1));
    assertThat(left).isLessThan(300_000);
  }

  @Test
  void whatIsMadeToLastEndsAllTheSame() {
    try (RunningCache brief = RunningCache.start(redis, BRIEF, "all", OLD)) {
      brief.fill(CUSTOMER, found(SOMEBODY, ATTRIBUTION));
      dump().keySet().forEach(name -> redis.tell("PERSIST", name));

      until(() -> brief.read(CUSTOMER, ATTRIBUTION).equals(new Known.Nothing()));

      assertThat(dump()).hasSize(3);
      assertThat(brief.claim(CUSTOMER, ATTRIBUTION).granted()).isEqualTo(parts(ATTRIBUTION));
    }
  }
}
