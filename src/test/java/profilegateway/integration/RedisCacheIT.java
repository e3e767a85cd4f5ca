package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.integration.RunningCache.CONFIG;
import static profilegateway.integration.RunningCache.KEY;
import static profilegateway.integration.RunningCache.LIMIT;
import static profilegateway.integration.RunningCache.content;
import static profilegateway.integration.RunningCache.fetched;
import static profilegateway.integration.RunningCache.found;
import static profilegateway.integration.RunningCache.head;
import static profilegateway.integration.RunningCache.optedOut;
import static profilegateway.integration.RunningFleet.await;
import static profilegateway.integration.RunningFleet.done;
import static profilegateway.profile.Part.ATTRIBUTION;
import static profilegateway.profile.Part.AUDIENCE_MEMBERSHIPS;
import static profilegateway.profile.Part.DEVICE_IDENTITIES;
import static profilegateway.profile.Part.USER_ATTRIBUTES;
import static profilegateway.profile.Part.USER_IDENTITIES;
import static profilegateway.testing.Patience.until;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import profilegateway.cache.copies.Copies;
import profilegateway.cache.copies.Fetch;
import profilegateway.cache.copies.Known;
import profilegateway.cache.store.SharedCache.Claim;
import profilegateway.cache.store.SharedCache.Query;
import profilegateway.config.CacheConfig;
import profilegateway.config.CacheConfig.OptedOut;
import profilegateway.profile.Identity;
import profilegateway.profile.Lookup;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.PartContent;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileReference;
import profilegateway.testing.TestRedis;

/** Copies that instances share through a real Redis. */
class RedisCacheIT {
  private static final Mpid SOMEBODY = new Mpid(9080350317581165000L);
  private static final Mpid SOMEBODY_ELSE = new Mpid(-2);
  private static final Identity CUSTOMER = new Identity("customer_id", "Example-Customer");

  private final TestRedis redis = TestRedis.start();
  private final RunningCache one = RunningCache.start(redis);
  private final RunningCache other = RunningCache.start(redis);

  @AfterEach
  void close() {
    one.close();
    other.close();
    redis.close();
  }

  private static Copies held(Known known) {
    assertThat(known).isInstanceOf(Known.Held.class);
    return ((Known.Held) known).copies();
  }

  private static Map<Part, PartContent> contents(Known known) {
    return held(known).byPart().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, part -> part.getValue().content()));
  }

  private static Fetch fetch(Copies copies, Part part) {
    return Objects.requireNonNull(copies.byPart().get(part)).fetch();
  }

  @Test
  void nothingIsKnownOfWhatNobodyFetched() {
    assertThat(one.read(SOMEBODY, Part.values())).isEqualTo(new Known.Nothing());
    assertThat(one.read(CUSTOMER, Part.values())).isEqualTo(new Known.Nothing());
    assertThat(await(one.cache().read(List.of(), LIMIT))).isEmpty();
  }

  @Test
  void whatOneInstanceFetchedAllReadToTheLastDigit() {
    one.fill(SOMEBODY, found(SOMEBODY, Part.values()));

    Known known = other.read(SOMEBODY, Part.values());

    assertThat(held(known).head()).isEqualTo(head(SOMEBODY));
    assertThat(contents(known))
        .isEqualTo(Parts.ALL.members().stream()
            .collect(Collectors.toMap(part -> part, RunningCache::content)));
  }

  @Test
  void onlyWhatIsAskedForIsRead() {
    one.fill(SOMEBODY, found(SOMEBODY, Part.values()));

    assertThat(contents(other.read(SOMEBODY, ATTRIBUTION)))
        .isEqualTo(Map.of(ATTRIBUTION, content(ATTRIBUTION)));
  }

  @Test
  void copiesTellWhenTheirFetchBeganByRedissClock() {
    long before = System.nanoTime();
    Instant earliest = Instant.now().minusMillis(1);
    Claim claim = one.claim(SOMEBODY, ATTRIBUTION);
    long granted = System.nanoTime();
    Instant latest = Instant.now().plusMillis(1);
    until(() -> System.nanoTime() - granted > TimeUnit.MILLISECONDS.toNanos(300));
    done(claim.lease().fill(found(SOMEBODY, ATTRIBUTION), fetched(1.042)));

    Copies copies = held(other.read(SOMEBODY, ATTRIBUTION));

    for (var fetch : List.of(copies.fetch(), fetch(copies, ATTRIBUTION))) {
      assertThat(fetch.at()).isBetween(earliest, latest);
      assertThat(fetch.stretch()).isEqualTo(1.042);
      // What a copy's age is told by is exact to a millisecond and the way to Redis.
      assertThat(fetch.nanos() - before).isGreaterThan(-Duration.ofMillis(50).toNanos());
      assertThat(granted - fetch.nanos()).isGreaterThan(-Duration.ofMillis(50).toNanos());
    }
  }

  @Test
  void partsOfSeveralFetchesComeTogetherWithTheNewestHead() {
    one.fill(SOMEBODY, found(SOMEBODY, ATTRIBUTION, USER_IDENTITIES));
    other.fill(SOMEBODY, found(SOMEBODY, AUDIENCE_MEMBERSHIPS));

    Copies copies = held(one.read(SOMEBODY, Part.values()));

    assertThat(copies.byPart().keySet())
        .containsExactlyInAnyOrder(ATTRIBUTION, USER_IDENTITIES, AUDIENCE_MEMBERSHIPS);
    Fetch newest = fetch(copies, AUDIENCE_MEMBERSHIPS);
    assertThat(copies.fetch()).isEqualTo(newest);
    assertThat(fetch(copies, ATTRIBUTION).at()).isBefore(newest.at());
  }

  @Test
  void manyAreReadAtOnceInTheirOrder() {
    List<Mpid> mpids = LongStream.rangeClosed(1, 100).mapToObj(Mpid::new).toList();
    mpids.stream()
        .filter(mpid -> mpid.value() % 2 == 0)
        .forEach(mpid -> one.fill(mpid, found(mpid, USER_ATTRIBUTES)));
    one.fill(CUSTOMER, found(new Mpid(4), DEVICE_IDENTITIES));
    List<Query> queries =
        new ArrayList<>(mpids.stream().map(mpid -> new Query(mpid, Parts.ALL)).toList());
    queries.add(50, new Query(CUSTOMER, Parts.ALL));

    List<Known> known = new ArrayList<>(await(other.cache().read(queries, LIMIT)));

    assertThat(known).hasSize(101);
    assertThat(held(known.remove(50)).head().mpid()).isEqualTo(new Mpid(4));
    for (int i = 0; i < mpids.size(); i++) {
      Mpid mpid = mpids.get(i);
      if (mpid.value() % 2 == 0) {
        assertThat(held(known.get(i)).head().mpid()).isEqualTo(mpid);
      } else {
        assertThat(known.get(i)).isEqualTo(new Known.Nothing());
      }
    }
  }

  @Test
  void aReadIsOneRoundTrip() {
    one.fill(SOMEBODY, found(SOMEBODY, Part.values()));
    one.fill(CUSTOMER, found(SOMEBODY, Part.values()));
    long before = commands("mget");

    assertThat(contents(other.read(SOMEBODY, Part.values()))).hasSize(5);
    assertThat(commands("mget") - before).isEqualTo(1);
    assertThat(contents(other.read(CUSTOMER, Part.values()))).hasSize(5);
    assertThat(commands("mget") - before).isEqualTo(3);
  }

  private long commands(String name) {
    return redis.lines("INFO", "commandstats").stream()
        .filter(line -> line.startsWith("cmdstat_" + name + ":calls="))
        .mapToLong(line -> Long.parseLong(line.replaceAll(".*:calls=([0-9]+),.*", "$1")))
        .sum();
  }

  @Test
  void whatAnIdentityBroughtIsFoundByMpidAndTheOtherWayRound() {
    one.fill(CUSTOMER, found(SOMEBODY, ATTRIBUTION));
    assertThat(contents(other.read(SOMEBODY, ATTRIBUTION)))
        .isEqualTo(Map.of(ATTRIBUTION, content(ATTRIBUTION)));

    other.fill(SOMEBODY, found(SOMEBODY, USER_ATTRIBUTES));
    assertThat(contents(other.read(CUSTOMER, Part.values())).keySet())
        .containsExactlyInAnyOrder(ATTRIBUTION, USER_ATTRIBUTES);
  }

  @Test
  void anIdentityThatHasMovedIsItsNewProfiles() {
    one.fill(CUSTOMER, found(SOMEBODY, ATTRIBUTION));
    one.fill(CUSTOMER, found(SOMEBODY_ELSE, ATTRIBUTION));

    assertThat(held(other.read(CUSTOMER, ATTRIBUTION)).head().mpid()).isEqualTo(SOMEBODY_ELSE);
    assertThat(held(other.read(SOMEBODY, ATTRIBUTION)).head().mpid()).isEqualTo(SOMEBODY);
  }

  @Test
  void absentIsKnownForItsTimeAndEndsWhatWasHeld() {
    one.fill(SOMEBODY, found(SOMEBODY, ATTRIBUTION));
    one.fill(SOMEBODY, new Lookup.Absent());

    assertThat(other.read(SOMEBODY, ATTRIBUTION)).isInstanceOf(Known.Absent.class);

    one.fill(SOMEBODY, found(SOMEBODY, USER_ATTRIBUTES));
    Known known = other.read(SOMEBODY, Part.values());
    assertThat(held(known).byPart().keySet()).containsExactly(USER_ATTRIBUTES);
  }

  @Test
  void anIdentityMayBeNobodysAndBecomeSomebodys() {
    one.fill(CUSTOMER, new Lookup.Absent());
    assertThat(other.read(CUSTOMER, ATTRIBUTION)).isInstanceOf(Known.Absent.class);

    one.fill(CUSTOMER, found(SOMEBODY, ATTRIBUTION));
    assertThat(held(other.read(CUSTOMER, ATTRIBUTION)).head().mpid()).isEqualTo(SOMEBODY);

    one.fill(CUSTOMER, new Lookup.Absent());
    assertThat(other.read(CUSTOMER, ATTRIBUTION)).isInstanceOf(Known.Absent.class);
    assertThat(other.read(SOMEBODY, ATTRIBUTION)).isInstanceOf(Known.Absent.class);
  }

  @Test
  void ofAUserWhoOptedOutNothingIsKeptButThat() {
    one.fill(SOMEBODY, found(SOMEBODY, ATTRIBUTION));
    one.fill(SOMEBODY, found(optedOut(SOMEBODY), USER_ATTRIBUTES));

    Copies copies = held(other.read(SOMEBODY, Part.values()));

    assertThat(copies.head().optedOut()).isTrue();
    assertThat(copies.byPart()).isEmpty();
    assertThat(names()).hasSize(1);
  }

  @Test
  void whereOptedOutIsServedItIsKept() {
    try (RunningCache serving = RunningCache.start(
        redis, RunningCache.config(Duration.ofMinutes(1), OptedOut.SERVE), "all", KEY)) {
      serving.fill(SOMEBODY, found(optedOut(SOMEBODY), ATTRIBUTION));

      assertThat(contents(serving.read(SOMEBODY, Part.values())).keySet())
          .containsExactly(ATTRIBUTION);
    }
  }

  @Test
  void theNewestFetchDecidesWhoeverIsLast() {
    Claim early = one.claim(SOMEBODY, ATTRIBUTION);
    Claim late = other.claim(SOMEBODY, USER_ATTRIBUTES);
    done(late.lease().fill(found(optedOut(SOMEBODY), USER_ATTRIBUTES), fetched(1)));
    done(early.lease().fill(found(SOMEBODY, ATTRIBUTION), fetched(1)));
    assertThat(held(one.read(SOMEBODY, Part.values())).head().optedOut()).isTrue();
    assertThat(held(one.read(SOMEBODY, Part.values())).byPart()).isEmpty();

    Claim before = one.claim(SOMEBODY, fetched(1), ATTRIBUTION);
    // Of two fetches of one millisecond the absence counts.
    awaitNextMillisecond();
    other.fill(SOMEBODY, found(SOMEBODY, USER_ATTRIBUTES));
    done(before.lease().fill(new Lookup.Absent(), fetched(1)));
    assertThat(held(one.read(SOMEBODY, Part.values())).head().optedOut()).isFalse();
  }

  /** Waits until Redis's clock, by which fetches are ordered, shows another millisecond. */
  private void awaitNextMillisecond() {
    long now = millis();
    until(() -> millis() > now);
  }

  private long millis() {
    List<String> time = redis.lines("TIME");
    return Long.parseLong(time.get(2)) * 1000 + Long.parseLong(time.get(4)) / 1000;
  }

  @Test
  void anOptOutCountsThoughItsFetchWasClaimedBeforeANewerOne() {
    Set<ProfileReference> dropped = ConcurrentHashMap.newKeySet();
    other.cache().onDrop(dropped::add);
    until(() -> other.cache().hearsOfDrops());
    Claim early = one.claim(SOMEBODY, ATTRIBUTION);
    other.fill(SOMEBODY, found(SOMEBODY, USER_ATTRIBUTES));
    Claim between = other.claim(SOMEBODY, DEVICE_IDENTITIES);
    done(early.lease().fill(found(optedOut(SOMEBODY), ATTRIBUTION), fetched(1)));

    assertThat(held(other.read(SOMEBODY, Part.values())).head().optedOut()).isTrue();
    assertThat(held(other.read(SOMEBODY, Part.values())).byPart()).isEmpty();
    until(() -> dropped.equals(Set.of(SOMEBODY)));

    // It is not known which of the two saw the user last.
    done(between.lease().fill(found(SOMEBODY, DEVICE_IDENTITIES), fetched(1)));
    assertThat(held(other.read(SOMEBODY, Part.values())).head().optedOut()).isTrue();

    other.fill(SOMEBODY, found(SOMEBODY, USER_ATTRIBUTES));
    assertThat(contents(one.read(SOMEBODY, Part.values())).keySet())
        .containsExactly(USER_ATTRIBUTES);
  }

  @Test
  void anOptOutIsPutThereByAClaimOfNoParts() {
    one.fill(SOMEBODY, found(SOMEBODY, USER_ATTRIBUTES));
    Claim fetching = one.claim(SOMEBODY, ATTRIBUTION);

    Claim claim = other.claim(SOMEBODY);
    assertThat(claim.granted()).isEqualTo(Parts.NONE);
    done(claim.lease().fill(found(optedOut(SOMEBODY), ATTRIBUTION), fetched(1)));

    assertThat(held(one.read(SOMEBODY, Part.values())).head().optedOut()).isTrue();
    done(fetching.lease().fill(found(SOMEBODY, ATTRIBUTION), fetched(1)));
    assertThat(held(one.read(SOMEBODY, Part.values())).head().optedOut()).isTrue();
  }

  @Test
  void anOlderFetchAddsItsPartsToANewerOne() {
    Claim early = one.claim(SOMEBODY, ATTRIBUTION, DEVICE_IDENTITIES);
    other.fill(SOMEBODY, found(SOMEBODY, USER_ATTRIBUTES));
    done(early.lease().fill(found(SOMEBODY, ATTRIBUTION, DEVICE_IDENTITIES), fetched(1)));

    assertThat(held(one.read(SOMEBODY, Part.values())).byPart().keySet())
        .containsExactlyInAnyOrder(USER_ATTRIBUTES, ATTRIBUTION, DEVICE_IDENTITIES);
  }

  @Test
  void everythingInRedisEndsByItself() {
    one.fill(CUSTOMER, found(SOMEBODY, Part.values()));
    one.fill(SOMEBODY_ELSE, new Lookup.Absent());
    assertThat(one.claim(new Mpid(3), Part.values()).granted()).isEqualTo(Parts.ALL);

    List<String> names = names();
    // A state and five copies, a link, an absence, five leases.
    assertThat(names).hasSize(13);
    for (String name : names) {
      long left = Long.parseLong(redis.lines("PTTL", name).get(0).substring(1));
      assertThat(left).as(name).isBetween(1L, Duration.ofMinutes(2).toMillis());
    }
  }

  private List<String> names() {
    return redis.lines("KEYS", "*").stream()
        .filter(line -> line.startsWith("pg:"))
        .toList();
  }

  @Test
  void aPartsOwnTimesHold() {
    var config = new CacheConfig(
        true,
        64,
        true,
        CONFIG.times(),
        Map.of(
            "attribution",
            new CacheConfig.Times(Duration.ofMillis(200), Duration.ZERO, Duration.ZERO)),
        CONFIG.absent(),
        CONFIG.exposed(),
        CONFIG.optedOut());
    try (RunningCache quick = RunningCache.start(redis, config, "all", KEY)) {
      quick.fill(SOMEBODY, found(SOMEBODY, ATTRIBUTION, USER_ATTRIBUTES));

      until(() -> contents(quick.read(SOMEBODY, Part.values())).size() == 1);

      assertThat(contents(quick.read(SOMEBODY, Part.values())).keySet())
          .containsExactly(USER_ATTRIBUTES);
    }
  }

  @Test
  void attributesOfAnotherExposureAreNotHeld() {
    one.fill(SOMEBODY, found(SOMEBODY, ATTRIBUTION, USER_ATTRIBUTES));

    try (RunningCache wider = RunningCache.start(redis, CONFIG, "more", KEY)) {
      assertThat(contents(wider.read(SOMEBODY, Part.values())).keySet())
          .containsExactly(ATTRIBUTION);
      // They are there, and of no use: whoever wants them is let fetch them.
      Claim claim = wider.claim(SOMEBODY, ATTRIBUTION, USER_ATTRIBUTES);
      assertThat(claim.granted()).isEqualTo(RunningCache.parts(USER_ATTRIBUTES));
      assertThat(contents(claim.known()).keySet()).containsExactly(ATTRIBUTION);
    }
  }

  @Test
  void instancesOfAnotherWorkspaceShareNothing() {
    one.fill(SOMEBODY, found(SOMEBODY, ATTRIBUTION));

    try (RunningFleet elsewhere = RunningFleet.startFor("9/9/9", redis, KEY)) {
      var cache = elsewhere.fleet().cache(CONFIG, "all").orElseThrow();

      assertThat(await(cache.read(List.of(new Query(SOMEBODY, Parts.ALL)), LIMIT)))
          .containsExactly(new Known.Nothing());
    }
  }

  @Test
  void withoutAKeyThereIsNone() {
    try (RunningFleet open = RunningFleet.start(redis, 0, 0)) {
      assertThat(open.fleet().cache(CONFIG, "all")).isEmpty();
    }
  }
}
