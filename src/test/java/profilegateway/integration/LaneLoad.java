package profilegateway.integration;

import static profilegateway.integration.RunningFleet.done;

import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import profilegateway.config.CallsMode;
import profilegateway.config.QuotaConfig;
import profilegateway.config.RedisConfig;
import profilegateway.config.Secret;
import profilegateway.config.UpstreamConfig;
import profilegateway.profile.Cancellation;
import profilegateway.profile.Deadline;
import profilegateway.profile.Lane;
import profilegateway.profile.Ledger;
import profilegateway.profile.Lookup;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.Parts;
import profilegateway.profile.ReadContext;
import profilegateway.profile.Wanted;
import profilegateway.redis.RedisFleet;
import profilegateway.redis.link.RedisEvents;
import profilegateway.testing.InstanceVertx;
import profilegateway.testing.TestGateway;
import profilegateway.testing.TestRedis;
import profilegateway.upstream.Fleet;
import profilegateway.upstream.UpstreamEvents;
import profilegateway.upstream.UpstreamSource;
import profilegateway.upstream.ratelimit.permits.QuotaLimit;

/** Instances of the gateway without what is in front of their source of profiles, and reads that come at random. */
final class LaneLoad implements AutoCloseable {
  private final List<Instance> instances = new ArrayList<>();
  private final Map<Lane, LaneReads> reads = new EnumMap<>(Lane.class);
  private final Random random;
  private long nextMpid = 10_000_000;

  /** What one instance has of its own. */
  private record Instance(Vertx vertx, RedisFleet redis, UpstreamSource source) {}

  LaneLoad(TestRedis redis, String api, int number, int quota, long seed) {
    random = new Random(seed);
    for (Lane lane : Lane.values()) {
      reads.put(lane, new LaneReads());
    }
    for (int index = 0; index < number; index++) {
      instances.add(start(redis, URI.create(api), new QuotaConfig(quota, 0, number)));
    }
    instances.forEach(instance -> done(instance.source.warmUp()));
  }

  private static Instance start(TestRedis server, URI api, QuotaConfig quota) {
    Vertx vertx = InstanceVertx.open(1);
    RedisConfig config = new RedisConfig(
        new RedisConfig.Servers(List.of(server.url()), RedisConfig.Kind.STANDALONE, ""), List.of());
    RedisFleet redis = RedisFleet.open(
        vertx, config, "1/2/3", QuotaLimit.of(quota), System::nanoTime, new RedisEvents() {});
    done(redis.connect());
    UpstreamSource source = UpstreamSource.open(
        vertx,
        config(api, quota),
        new Fleet(redis.quota(), redis.mode(), redis.tokens()),
        InstantSource.system(),
        System::nanoTime,
        new UpstreamEvents() {});
    return new Instance(vertx, redis, source);
  }

  private static UpstreamConfig config(URI api, QuotaConfig quota) {
    Map<String, String> account = TestGateway.account();
    return new UpstreamConfig(
        api,
        URI.create(api + "/oauth/token"),
        account.getOrDefault("MPARTICLE_AUDIENCE", ""),
        account.getOrDefault("MPARTICLE_CLIENT_ID", ""),
        new Secret.Text(account.getOrDefault("MPARTICLE_CLIENT_SECRET", "")),
        account.getOrDefault("MPARTICLE_ORG_ID", ""),
        account.getOrDefault("MPARTICLE_ACCOUNT_ID", ""),
        account.getOrDefault("MPARTICLE_WORKSPACE_ID", ""),
        "production",
        Duration.ofSeconds(2),
        64,
        1024,
        quota,
        CallsMode.ON);
  }

  /** Reads of profiles that nobody read before, so many a second for so long, at any moment and any instance. */
  void offer(Lane lane, int aSecond, Duration deadline, int seconds) {
    for (int number = 0; number < aSecond * seconds; number++) {
      Instance instance = instances.get(random.nextInt(instances.size()));
      int millis = 1 + random.nextInt(seconds * 1000);
      Wanted wanted = new Wanted(new Mpid(nextMpid++), Parts.of(Part.AUDIENCE_MEMBERSHIPS), lane);
      LaneReads of = reads(lane);
      of.willCome();
      instance.vertx.setTimer(millis, due -> read(instance, wanted, deadline, of));
    }
  }

  private static void read(Instance instance, Wanted wanted, Duration deadline, LaneReads of) {
    long came = System.nanoTime();
    ReadContext context = new ReadContext(
        Deadline.after(deadline, System::nanoTime), new Ledger(), new Cancellation());
    instance
        .source
        .read(List.of(wanted), context)
        .onComplete(lookups ->
            of.ended(came, lookups.succeeded() && lookups.result().get(0) instanceof Lookup.Found));
  }

  LaneReads reads(Lane lane) {
    return Objects.requireNonNull(reads.get(lane));
  }

  /** Waits until all reads have ended, well beyond every deadline. */
  void awaitEnd(Duration longest) {
    reads.values().forEach(of -> of.awaitEnd(longest));
  }

  @Override
  public void close() {
    instances.forEach(instance -> {
      done(instance.source.close());
      done(instance.redis.close());
      done(instance.vertx.close());
    });
  }
}
