package profilegateway.cache.copies;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.cache.copies.CopyState.EXPIRED;
import static profilegateway.cache.copies.CopyState.FRESH;
import static profilegateway.cache.copies.CopyState.STALE_IF_ERROR;
import static profilegateway.cache.copies.CopyState.STALE_WHILE_REVALIDATE;
import static profilegateway.profile.Part.ATTRIBUTION;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.config.CacheConfig;
import profilegateway.config.CacheConfig.Exposed;
import profilegateway.config.CacheConfig.OptedOut;
import profilegateway.config.CacheConfig.Times;
import profilegateway.profile.Head;
import profilegateway.profile.Mpid;
import profilegateway.profile.PartContent;
import profilegateway.profile.Parts;

/** Each lifetime at its end, to the nanosecond, and across the wrap-around of the monotonic clock. */
class LifetimesTest {
  private static final long SOFT = Duration.ofSeconds(10).toNanos();
  private static final long REVALIDATE = Duration.ofSeconds(14).toNanos();
  private static final long HARD = Duration.ofSeconds(30).toNanos();
  private static final long ABSENT = Duration.ofSeconds(5).toNanos();
  private static final long MINUTE = Duration.ofSeconds(60).toNanos();
  private static final long FETCHED = Long.MAX_VALUE - 3;

  private final Lifetimes lifetimes = new Lifetimes(
      new CacheConfig(
          true,
          64,
          true,
          new Times(Duration.ofSeconds(10), Duration.ofSeconds(4), Duration.ofSeconds(20)),
          Map.of(),
          Duration.ofSeconds(5),
          new Exposed(true, List.of(), List.of()),
          OptedOut.WITHHOLD),
      new OptOut(OptedOut.WITHHOLD));

  private static Fetch fetch(double stretch) {
    return new Fetch(Instant.EPOCH, FETCHED, stretch);
  }

  private static Known.Held held(boolean isOptedOut, double stretch) {
    Head head = new Head(new Mpid(7), Instant.EPOCH, null, isOptedOut, null, Set.of());
    PartCopy part = new PartCopy(new PartContent.Attribution(Map.of()), fetch(stretch));
    return new Known.Held(new Copies(head, fetch(stretch), Map.of(ATTRIBUTION, part)));
  }

  private CopyState state(Known known, long age) {
    return lifetimes.of(ATTRIBUTION, known, FETCHED + age);
  }

  private void assertEnds(Known known, long end, CopyState before, CopyState after) {
    assertThat(state(known, end - 1)).isEqualTo(before);
    assertThat(state(known, end)).isEqualTo(after);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2})
  void aPartIsFreshThenStaleThenExpired(double stretch) {
    Known known = held(false, stretch);

    assertThat(state(known, 0)).isEqualTo(FRESH);
    assertEnds(known, (long) (SOFT * stretch), FRESH, STALE_WHILE_REVALIDATE);
    assertEnds(known, (long) (REVALIDATE * stretch), STALE_WHILE_REVALIDATE, STALE_IF_ERROR);
    assertEnds(known, (long) (HARD * stretch), STALE_IF_ERROR, EXPIRED);
  }

  @Test
  void aHeadLastsAsThePartsDo() {
    Copies copies = held(false, 1).copies();

    assertThat(lifetimes.ofHead(copies, FETCHED + SOFT - 1)).isEqualTo(FRESH);
    assertThat(lifetimes.ofHead(copies, FETCHED + SOFT)).isEqualTo(STALE_WHILE_REVALIDATE);
    assertThat(lifetimes.ofHead(copies, FETCHED + HARD)).isEqualTo(EXPIRED);
  }

  @Test
  void anAbsenceAndAnOptOutAreFreshOrExpired() {
    assertEnds(new Known.Absent(fetch(1)), ABSENT, FRESH, EXPIRED);
    assertEnds(held(true, 1), SOFT, FRESH, EXPIRED);
    Copies optedOut = held(true, 1).copies();
    assertThat(lifetimes.ofHead(optedOut, FETCHED + SOFT - 1)).isEqualTo(FRESH);
    assertThat(lifetimes.ofHead(optedOut, FETCHED + SOFT)).isEqualTo(EXPIRED);
  }

  @Test
  void aPartIsYoungUntilItsTimeIsOverAtTheLeastStretch() {
    long end = (long) (SOFT * Fetch.LEAST_STRETCH);
    Parts wanted = Parts.of(ATTRIBUTION);

    assertThat(lifetimes.young(wanted, held(false, 1), FETCHED + end - 1)).isEqualTo(wanted);
    assertThat(lifetimes.young(wanted, held(false, 1), FETCHED + end)).isEqualTo(Parts.NONE);
    assertThat(lifetimes.young(wanted, new Known.Absent(fetch(1)), FETCHED + ABSENT - 1))
        .isEqualTo(wanted);
  }

  @Test
  void whatIsLeftEndsAtZero() {
    Fetch fetch = fetch(1);

    assertThat(lifetimes.freshFor(ATTRIBUTION, fetch, FETCHED + SOFT - 1))
        .isEqualTo(Duration.ofNanos(1));
    assertThat(lifetimes.freshFor(ATTRIBUTION, fetch, FETCHED + SOFT + 1)).isZero();
    assertThat(lifetimes.headFreshFor(fetch, FETCHED + SOFT - 1)).isEqualTo(Duration.ofNanos(1));
    assertThat(lifetimes.headFreshFor(fetch, FETCHED + SOFT + 1)).isZero();
    assertThat(lifetimes.linkLeft(fetch, FETCHED + HARD - 1)).isEqualTo(1);
    assertThat(lifetimes.linkLeft(fetch, FETCHED + HARD + 1)).isZero();
  }

  @Test
  void whatIsExpiredIsNotAlive() {
    Copies copies = held(false, 1).copies();

    assertThat(lifetimes.alive(copies, FETCHED + HARD - 1)).isSameAs(copies);
    assertThat(lifetimes.alive(copies, FETCHED + HARD).parts()).isEqualTo(Parts.NONE);
  }

  @Test
  void whatTakesSomethingAwayIsKeptForTheLongestFetch() {
    for (Known known : List.of(held(true, 1), new Known.Absent(fetch(1)))) {
      assertThat(lifetimes.keptFor(known, FETCHED)).isEqualTo(MINUTE);
    }
    assertThat(lifetimes.keptFor(held(false, 1), FETCHED + HARD - 1)).isEqualTo(1);
    assertThat(lifetimes.keptFor(held(false, 1), FETCHED + HARD)).isZero();
    assertThat(lifetimes.keptFor(new Known.Nothing(), FETCHED)).isZero();
  }
}
