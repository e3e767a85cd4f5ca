package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.integration.RunningCache.fetched;
import static profilegateway.integration.RunningCache.found;
import static profilegateway.integration.RunningCache.optedOut;
import static profilegateway.integration.RunningCache.parts;
import static profilegateway.integration.RunningFleet.await;
import static profilegateway.integration.RunningFleet.done;
import static profilegateway.profile.Part.ATTRIBUTION;
import static profilegateway.profile.Part.AUDIENCE_MEMBERSHIPS;
import static profilegateway.profile.Part.USER_ATTRIBUTES;
import static profilegateway.profile.Part.USER_IDENTITIES;
import static profilegateway.testing.Patience.timeUntil;
import static profilegateway.testing.Patience.until;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import profilegateway.cache.copies.Copies;
import profilegateway.cache.copies.Fetch;
import profilegateway.cache.copies.Known;
import profilegateway.cache.store.SharedCache.Claim;
import profilegateway.cache.store.SharedCache.Query;
import profilegateway.profile.Identity;
import profilegateway.profile.Lookup;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.ProfileFailure.Code;
import profilegateway.testing.TestRedis;

/** One fetch for the whole fleet: leases in a real Redis. */
class RedisClaimsIT {
  private static final Mpid SOMEBODY = new Mpid(7);
  private static final Identity CUSTOMER = new Identity("customer_id", "c-7");

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
    return ((Known.Held) known).copies();
  }

  @Test
  void ofManyAtOnceOneIsLetFetch() {
    List<Future<Claim>> claims = IntStream.range(0, 200)
        .mapToObj(number -> (number % 2 == 0 ? one : other)
            .cache()
            .claim(new Query(SOMEBODY, Parts.ALL), null, false, RunningCache.LIMIT))
        .toList();

    List<Claim> made = claims.stream().map(RunningFleet::await).toList();

    assertThat(made).filteredOn(claim -> claim.granted().equals(Parts.ALL)).hasSize(1);
    assertThat(made).filteredOn(claim -> claim.busy().equals(Parts.ALL)).hasSize(199);
    assertThat(made).allMatch(claim -> claim.failure().isEmpty());
  }

  @Test
  void whoeverWantsMoreFetchesOnlyThat() {
    Claim first = one.claim(SOMEBODY, ATTRIBUTION, USER_ATTRIBUTES);
    assertThat(first.granted()).isEqualTo(parts(ATTRIBUTION, USER_ATTRIBUTES));

    Claim second = other.claim(SOMEBODY, USER_ATTRIBUTES, USER_IDENTITIES);
    assertThat(second.granted()).isEqualTo(parts(USER_IDENTITIES));
    assertThat(second.busy()).isEqualTo(parts(USER_ATTRIBUTES));
  }

  @Test
  void whatNobodyWaitsForGivesWayToWhoeverWaits() {
    Claim refresh = one.claimForRefresh(SOMEBODY, ATTRIBUTION);
    assertThat(refresh.granted()).isEqualTo(parts(ATTRIBUTION));
    assertThat(other.claimForRefresh(SOMEBODY, ATTRIBUTION).busy()).isEqualTo(parts(ATTRIBUTION));

    assertThat(other.claim(SOMEBODY, ATTRIBUTION).granted()).isEqualTo(parts(ATTRIBUTION));

    done(refresh.lease().keep());
    done(refresh.lease().release());
    assertThat(one.claim(SOMEBODY, ATTRIBUTION).busy()).isEqualTo(parts(ATTRIBUTION));
    assertThat(one.claimForRefresh(SOMEBODY, ATTRIBUTION).busy()).isEqualTo(parts(ATTRIBUTION));
  }

  @Test
  void whatWasFilledInTheMeantimeIsGivenInsteadOfLet() {
    one.fill(SOMEBODY, found(SOMEBODY, ATTRIBUTION));

    Claim claim = other.claim(SOMEBODY, ATTRIBUTION, USER_ATTRIBUTES);

    assertThat(claim.granted()).isEqualTo(parts(USER_ATTRIBUTES));
    assertThat(claim.busy()).isEqualTo(Parts.NONE);
    assertThat(held(claim.known()).byPart().keySet()).containsExactly(ATTRIBUTION);
  }

  @Test
  void aCopyThatTheCallerHasItselfIsOfNoUse() {
    one.fill(SOMEBODY, found(SOMEBODY, ATTRIBUTION));
    Fetch its = held(other.read(SOMEBODY, ATTRIBUTION)).fetch();

    Claim claim = other.claim(SOMEBODY, its, ATTRIBUTION);
    assertThat(claim.granted()).isEqualTo(parts(ATTRIBUTION));
    done(claim.lease().fill(found(SOMEBODY, ATTRIBUTION), fetched(1)));

    // A newer one is of use to whoever has the old one: it tells so some 100 ms later.
    until(() -> {
      Claim again = one.claim(SOMEBODY, its, ATTRIBUTION);
      done(again.lease().fill(found(SOMEBODY, ATTRIBUTION), fetched(1)));
      return again.granted().isEmpty();
    });
  }

  @Test
  void aFillEndsTheLeaseAndSoDoesGivingItBack() {
    Claim first = one.claim(SOMEBODY, ATTRIBUTION);
    done(first.lease().release());
    Claim second = other.claim(SOMEBODY, ATTRIBUTION);
    assertThat(second.granted()).isEqualTo(parts(ATTRIBUTION));
    done(second.lease().fill(found(SOMEBODY, ATTRIBUTION), fetched(1)));

    assertThat(one.claim(SOMEBODY, fetched(1), ATTRIBUTION).granted())
        .isEqualTo(parts(ATTRIBUTION));
  }

  @Test
  void aLeaseOfADeadInstanceIsTakenOverAfterASecond() {
    long start = System.nanoTime();
    assertThat(one.claim(SOMEBODY, ATTRIBUTION).granted()).isEqualTo(parts(ATTRIBUTION));
    assertThat(longestLease()).isLessThanOrEqualTo(1_000);

    until(() -> other.claim(SOMEBODY, ATTRIBUTION).granted().size() == 1);

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(950));
  }

  /** How many milliseconds any lease still lasts by Redis's own clock: how long a look takes does not matter. */
  private long longestLease() {
    return redis.lines("KEYS", "*").stream()
        .filter(line -> line.endsWith(":lt"))
        .map(key -> redis.lines("PTTL", key).get(0))
        .peek(left -> assertThat(left).as("has an end").isNotEqualTo(":-1"))
        .mapToLong(left -> Long.parseLong(left.substring(1)))
        .max()
        .orElse(0);
  }

  @Test
  void aLeaseThatIsKeptLasts() {
    Claim claim = one.claim(SOMEBODY, ATTRIBUTION);
    long start = System.nanoTime();
    until(() -> {
      done(claim.lease().keep());
      assertThat(other.claim(SOMEBODY, ATTRIBUTION).busy()).isEqualTo(parts(ATTRIBUTION));
      return System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(1_500);
    });
  }

  @Test
  void whatAnotherHasTakenOverIsNotKeptGivenBackOrEnded() {
    Claim late = one.claim(SOMEBODY, ATTRIBUTION);
    until(() -> other.claim(SOMEBODY, ATTRIBUTION).granted().size() == 1);

    done(late.lease().release());
    done(late.lease().keep());
    done(late.lease().failed(new ProfileFailure(Code.TIMEOUT)));

    Claim third = one.claim(SOMEBODY, ATTRIBUTION);
    assertThat(third.busy()).isEqualTo(parts(ATTRIBUTION));
    assertThat(third.failure()).isEmpty();
    done(late.lease().fill(found(SOMEBODY, ATTRIBUTION), fetched(1)));
    assertThat(redis.lines("KEYS", "*").stream().filter(line -> line.endsWith(":lt")))
        .hasSize(1);
  }

  @Test
  void aFailureIsTheFleetsForASecond() {
    Claim claim = one.claim(SOMEBODY, ATTRIBUTION, USER_ATTRIBUTES);
    long start = System.nanoTime();
    done(claim.lease().failed(new ProfileFailure(Code.UNAVAILABLE)));
    assertThat(longestLease()).isLessThanOrEqualTo(1_000);

    Claim refused = other.claim(SOMEBODY, ATTRIBUTION, AUDIENCE_MEMBERSHIPS);
    assertThat(refused.failure()).map(ProfileFailure::code).hasValue(Code.UNAVAILABLE);
    assertThat(refused.granted()).isEqualTo(parts(AUDIENCE_MEMBERSHIPS));
    assertThat(refused.busy()).isEqualTo(Parts.NONE);

    until(() -> other.claim(SOMEBODY, ATTRIBUTION).granted().size() == 1);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(950));
  }

  @Test
  void aFailureTellsWhenToTryAgain() {
    Claim claim = one.claim(SOMEBODY, ATTRIBUTION);
    done(claim.lease().failed(new ProfileFailure.RateLimited(Duration.ofSeconds(12))));

    ProfileFailure failure = other.claim(SOMEBODY, ATTRIBUTION).failure().orElseThrow();

    assertThat(failure.code()).isEqualTo(Code.RATE_LIMITED);
    assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(12));
  }

  @Test
  void aFetchThatFailedAltogetherIsAFailureToo() {
    Claim claim = one.claim(SOMEBODY, ATTRIBUTION);
    done(claim.lease().fill(new Lookup.Failed(new ProfileFailure(Code.REFUSED)), fetched(1)));

    assertThat(other.claim(SOMEBODY, ATTRIBUTION).failure())
        .map(ProfileFailure::code)
        .hasValue(Code.REFUSED);
  }

  @Test
  void nothingIsFetchedOfWhoeverIsAbsentOrOptedOut() {
    one.fill(SOMEBODY, new Lookup.Absent());
    Claim absent = other.claim(SOMEBODY, Part.values());
    assertThat(absent.known()).isInstanceOf(Known.Absent.class);
    assertThat(absent.granted()).isEqualTo(Parts.NONE);

    one.fill(SOMEBODY, found(optedOut(SOMEBODY), ATTRIBUTION));
    Claim optedOut = other.claim(SOMEBODY, Part.values());
    assertThat(held(optedOut.known()).head().optedOut()).isTrue();
    assertThat(optedOut.granted()).isEqualTo(Parts.NONE);
    assertThat(optedOut.busy()).isEqualTo(Parts.NONE);

    // Once that is old, its holder asks again.
    assertThat(other.claim(SOMEBODY, fetched(1), ATTRIBUTION).granted())
        .isEqualTo(parts(ATTRIBUTION));
  }

  @Test
  void anIdentityIsClaimedByItsMpidOnceThatIsKnown() {
    Claim first = one.claim(CUSTOMER, ATTRIBUTION);
    assertThat(first.granted()).isEqualTo(parts(ATTRIBUTION));
    assertThat(other.claim(CUSTOMER, ATTRIBUTION).busy()).isEqualTo(parts(ATTRIBUTION));
    done(first.lease().fill(found(SOMEBODY, ATTRIBUTION), fetched(1)));

    assertThat(held(other.claim(CUSTOMER, ATTRIBUTION).known()).head().mpid()).isEqualTo(SOMEBODY);

    Claim second = one.claim(CUSTOMER, fetched(1), ATTRIBUTION);
    assertThat(second.granted()).isEqualTo(parts(ATTRIBUTION));
    assertThat(other.claim(SOMEBODY, fetched(1), ATTRIBUTION).busy()).isEqualTo(parts(ATTRIBUTION));
    done(second.lease().fill(found(SOMEBODY, ATTRIBUTION), fetched(1)));
    assertThat(other.claim(SOMEBODY, fetched(1), ATTRIBUTION).granted())
        .isEqualTo(parts(ATTRIBUTION));
  }

  @Test
  void aLeaseThatNeverEndsIsNone() {
    assertThat(one.claim(SOMEBODY, ATTRIBUTION).granted()).isEqualTo(parts(ATTRIBUTION));
    String lease = redis.lines("KEYS", "*").stream()
        .filter(line -> line.endsWith(":lt"))
        .findFirst()
        .orElseThrow();
    for (List<String> words : List.of(
        List.of("PERSIST", lease),
        List.of("SET", lease, "somebody", "PX", "3600000"),
        List.of("SET", lease, "!UNAVAILABLE"))) {
      redis.tell(words.toArray(String[]::new));

      assertThat(other.claim(SOMEBODY, ATTRIBUTION).granted())
          .as("%s", words)
          .hasToString("attribution");
    }
  }

  @Test
  void whatIsGrantedTooLateIsGivenBackAtOnce() {
    redis.pause();
    Future<Claim> claim =
        one.cache().claim(new Query(SOMEBODY, Parts.ALL), null, false, Duration.ofMillis(50));
    assertThat(await(claim.map(false).otherwise(true))).isTrue();
    redis.resume();

    // The claim is answered before this one: by itself, such a lease would last a second.
    Duration passed =
        timeUntil(() -> other.claim(SOMEBODY, Part.values()).granted().equals(Parts.ALL));
    assertThat(passed).isLessThan(Duration.ofMillis(950));
  }

  @Test
  void aClaimThatNobodyCanAnswerFailsInTime() {
    redis.pause();

    long start = System.nanoTime();
    Future<Claim> claim =
        one.cache().claim(new Query(SOMEBODY, Parts.ALL), null, false, Duration.ofMillis(50));
    Optional<Claim> none = await(claim.map(Optional::of).otherwise(Optional.empty()));

    assertThat(none).isEmpty();
    // Long before a connection is given up: how exact the 50 ms are is for a test without Redis.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }
}
