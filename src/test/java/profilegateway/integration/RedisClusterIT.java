package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.integration.RunningCache.LIMIT;
import static profilegateway.integration.RunningCache.fetched;
import static profilegateway.integration.RunningCache.found;
import static profilegateway.integration.RunningCache.parts;
import static profilegateway.integration.RunningFleet.await;
import static profilegateway.integration.RunningFleet.done;
import static profilegateway.profile.Part.ATTRIBUTION;
import static profilegateway.testing.Patience.until;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import profilegateway.cache.copies.Copies;
import profilegateway.cache.copies.Known;
import profilegateway.cache.store.SharedCache.Claim;
import profilegateway.cache.store.SharedCache.Purged;
import profilegateway.cache.store.SharedCache.Query;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileReference;
import profilegateway.testing.TestRedisCluster;

/** The same copies where they lie on several servers. */
class RedisClusterIT {
  private static TestRedisCluster redis;
  private static RunningCache one;
  private static RunningCache other;

  @BeforeAll
  static void start() {
    redis = TestRedisCluster.start();
    one = RunningCache.start(redis);
    other = RunningCache.start(redis);
  }

  @AfterAll
  static void stop() {
    one.close();
    other.close();
    redis.close();
  }

  private static Copies held(Known known) {
    assertThat(known).isInstanceOf(Known.Held.class);
    return ((Known.Held) known).copies();
  }

  private static Identity customer(Mpid mpid) {
    return new Identity("customer_id", "c" + mpid.text());
  }

  private static List<Mpid> mpids(long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(Mpid::new).toList();
  }

  @Test
  void manyAreReadAtOnceInTheirOrder() {
    List<Mpid> mpids = mpids(1, 40);
    mpids.forEach(mpid -> one.fill(customer(mpid), found(mpid, Part.values())));
    assertThat(redis.sizes()).allMatch(size -> size > 50);
    List<ProfileReference> asked = new ArrayList<>(mpids);
    mpids.forEach(mpid -> asked.add(customer(mpid)));

    List<Known> known = await(other
        .cache()
        .read(asked.stream().map(each -> new Query(each, Parts.ALL)).toList(), LIMIT));

    for (int i = 0; i < asked.size(); i++) {
      Copies copies = held(known.get(i));
      assertThat(copies.head().mpid()).isEqualTo(mpids.get(i % mpids.size()));
      assertThat(copies.byPart()).hasSize(5);
    }
  }

  @Test
  void oneInstanceFetchesForAll() {
    for (Mpid mpid : mpids(101, 110)) {
      Claim claim = one.claim(customer(mpid), ATTRIBUTION);
      assertThat(claim.granted()).isEqualTo(parts(ATTRIBUTION));
      assertThat(other.claim(customer(mpid), ATTRIBUTION).busy()).isEqualTo(parts(ATTRIBUTION));

      done(claim.lease().fill(found(mpid, ATTRIBUTION), fetched(1)));

      assertThat(held(other.claim(customer(mpid), ATTRIBUTION).known()).head().mpid())
          .isEqualTo(mpid);
    }
  }

  @Test
  void whatIsPurgedIsGoneEverywhereAndStaysSo() {
    List<Mpid> mpids = mpids(201, 210);
    until(() -> one.cache().hearsOfDrops() && other.cache().hearsOfDrops());
    until(() -> await(one.cache().purge(Set.of(), Set.of())).confirmed().size() == 2);
    mpids.forEach(mpid -> one.fill(mpid, found(mpid, ATTRIBUTION)));
    List<Claim> before =
        mpids.stream().map(mpid -> other.claim(customer(mpid), ATTRIBUTION)).toList();

    Purged purged = await(one.cache().purge(new HashSet<>(mpids), Set.of()));
    for (int i = 0; i < mpids.size(); i++) {
      done(before.get(i).lease().fill(found(mpids.get(i), ATTRIBUTION), fetched(1)));
    }

    assertThat(purged.entries()).isEqualTo(20);
    assertThat(purged.confirmed()).hasSize(2);
    assertThat(purged.silent()).isEmpty();
    for (Mpid mpid : mpids) {
      assertThat(other.read(mpid, ATTRIBUTION)).isInstanceOf(Known.Dropped.class);
    }
  }
}
