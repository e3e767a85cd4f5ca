package profilegateway.integration;

import static profilegateway.integration.RunningFleet.await;
import static profilegateway.integration.RunningFleet.done;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.copies.Fetch;
import profilegateway.cache.copies.Known;
import profilegateway.cache.store.SharedCache;
import profilegateway.cache.store.SharedCache.Claim;
import profilegateway.cache.store.SharedCache.Query;
import profilegateway.config.CacheConfig;
import profilegateway.config.CacheConfig.OptedOut;
import profilegateway.config.RedisConfig;
import profilegateway.config.RedisConfig.SealKey;
import profilegateway.profile.Copy;
import profilegateway.profile.Head;
import profilegateway.profile.JsonNumber;
import profilegateway.profile.Lookup;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.PartContent;
import profilegateway.profile.PartLookup;
import profilegateway.profile.Parts;
import profilegateway.profile.Profile;
import profilegateway.profile.ProfileReference;
import profilegateway.profile.UserAttribute;
import profilegateway.profile.UserAttributes;
import profilegateway.testing.TestRedis;
import profilegateway.testing.TestRedisCluster;

/** What an instance of the gateway has of the copies in Redis, without the rest of the instance. */
record RunningCache(RunningFleet fleet, SharedCache cache) implements AutoCloseable {
  /** Longer than the 50 ms of an operation: a machine that is busy with other tests must not break a promise. */
  static final Duration LIMIT = Duration.ofSeconds(2);

  static final SealKey KEY = key("k1", 1);
  static final Instant FETCHED = Instant.parse("2026-01-01T00:00:00Z");

  static final CacheConfig CONFIG = config(Duration.ofMinutes(1), OptedOut.WITHHOLD);

  static RunningCache start(TestRedis redis) {
    return start(redis, CONFIG, "all", KEY);
  }

  static RunningCache start(TestRedis redis, CacheConfig config, String exposure, SealKey... ring) {
    return start(RunningFleet.start(redis, 0, 0, ring), config, exposure);
  }

  static RunningCache start(TestRedisCluster redis) {
    var servers = new RedisConfig.Servers(redis.urls(), RedisConfig.Kind.CLUSTER, "");
    RedisConfig config = new RedisConfig(servers, List.of(KEY));
    return start(RunningFleet.start("1/2/3", config, 0, 0), CONFIG, "all");
  }

  private static RunningCache start(RunningFleet fleet, CacheConfig config, String exposure) {
    SharedCache cache = fleet.fleet().cache(config, exposure).orElseThrow();
    done(fleet.fleet().connect());
    return new RunningCache(fleet, cache);
  }

  static SealKey key(String id, int number) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) number);
    return new SealKey(id, new SecretKeySpec(bytes, "AES"));
  }

  /** The hard time is {@code soft} and a minute. */
  static CacheConfig config(Duration soft, OptedOut optedOut) {
    Duration minute = Duration.ofMinutes(1);
    return new CacheConfig(
        true,
        64,
        true,
        new CacheConfig.Times(soft, Duration.ZERO, minute),
        Map.of(),
        Duration.ofSeconds(10),
        new CacheConfig.Exposed(true, List.of(), List.of()),
        optedOut);
  }

  /** What is known of one. */
  Known read(ProfileReference reference, Part... parts) {
    return await(cache.read(List.of(new Query(reference, parts(parts))), LIMIT)).get(0);
  }

  Claim claim(ProfileReference reference, Part... parts) {
    return claim(reference, null, parts);
  }

  Claim claim(ProfileReference reference, @Nullable Fetch than, Part... parts) {
    return await(cache.claim(new Query(reference, parts(parts)), than, false, LIMIT));
  }

  /** Claims what nobody waits for. */
  Claim claimForRefresh(ProfileReference reference, Part... parts) {
    return await(cache.claim(new Query(reference, parts(parts)), null, true, LIMIT));
  }

  /** Claims and fills. */
  void fill(ProfileReference reference, Lookup fetched) {
    Parts parts = fetched instanceof Lookup.Found found ? found.profile().parts() : Parts.ALL;
    Claim claim = claim(reference, fetched(1), parts.members().toArray(Part[]::new));
    done(claim.lease().fill(fetched, fetched(1)));
  }

  /** A fetch that is so new that nothing is newer. */
  static Fetch fetched(double stretch) {
    return new Fetch(FETCHED, System.nanoTime(), stretch);
  }

  static Parts parts(Part... parts) {
    return Parts.of(List.of(parts));
  }

  static Head head(Mpid mpid) {
    return new Head(mpid, FETCHED, null, false, null, Set.of());
  }

  static Head optedOut(Mpid mpid) {
    return new Head(mpid, FETCHED, null, true, null, Set.of());
  }

  static Lookup found(Mpid mpid, Part... parts) {
    return found(head(mpid), parts);
  }

  static Lookup found(Head head, Part... parts) {
    Copy copy = Copy.fetched(FETCHED);
    Map<Part, PartLookup> had = parts(parts).members().stream()
        .collect(Collectors.toMap(part -> part, part -> new PartLookup.Had(content(part), copy)));
    return new Lookup.Found(new Profile(head, copy, had));
  }

  static PartContent content(Part part) {
    return switch (part) {
      case USER_ATTRIBUTES ->
        new UserAttributes(List.of(
            new UserAttribute("$city", "Novosibirsk"),
            new UserAttribute("ltv", new JsonNumber("342.10")),
            new UserAttribute("tag", null)));
      case AUDIENCE_MEMBERSHIPS ->
        new PartContent.AudienceMemberships(
            List.of(new PartContent.AudienceMembership("17802", "Early birds", null)));
      case USER_IDENTITIES ->
        new PartContent.UserIdentities(
            List.of(new PartContent.RawIdentity("email", "none", "somebody@example.com")));
      case DEVICE_IDENTITIES ->
        new PartContent.DeviceIdentities(
            List.of(new PartContent.RawIdentity("android_id", "none", "8789c459016a94b0")));
      case ATTRIBUTION -> new PartContent.Attribution(Map.of("campaign", "spring-sale"));
    };
  }

  @Override
  public void close() {
    fleet.close();
  }
}
