package profilegateway.cache.copies;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.profile.Part.ATTRIBUTION;
import static profilegateway.profile.Part.AUDIENCE_MEMBERSHIPS;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.config.CacheConfig.OptedOut;
import profilegateway.profile.Head;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.PartContent;

/** Each comparison of times at its boundary: at equal times, a purge, an absence or an opt-out counts. */
class MergingTest {
  /** Near the wrap-around of the monotonic clock, where a comparison without a difference goes wrong. */
  private static final long MOMENT = Long.MAX_VALUE;

  private static final Duration AGE = Duration.ofSeconds(3);
  private static final long MARGIN = Duration.ofMillis(100).toNanos();
  private static final long NOW = MOMENT + AGE.toNanos();
  private static final Mpid MPID = new Mpid(7);

  private final Merging merging = new Merging(new OptOut(OptedOut.WITHHOLD));

  private static Fetch fetch(long nanos) {
    return new Fetch(Instant.EPOCH, nanos, 1);
  }

  private static Head head(boolean isOptedOut) {
    return new Head(MPID, Instant.EPOCH, null, isOptedOut, null, Set.of());
  }

  private static PartCopy copy(long nanos) {
    return new PartCopy(new PartContent.Attribution(Map.of()), fetch(nanos));
  }

  private static Known.Held held(long head, Map<Part, PartCopy> parts) {
    return new Known.Held(new Copies(head(false), fetch(head), parts));
  }

  private static Known.Held held(long nanos) {
    return held(nanos, Map.of(ATTRIBUTION, copy(nanos)));
  }

  private static Known.Held optedOut(long nanos) {
    return new Known.Held(new Copies(head(true), fetch(nanos), Map.of()));
  }

  private static Known.Absent absent(long nanos) {
    return new Known.Absent(fetch(nanos));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1})
  void aPurgeEndsWhatWasNotFetchedLaterThanTheMarginAfterIt(long later) {
    long fetched = MOMENT + MARGIN + later;
    Known.Dropped purge = new Known.Dropped(AGE);
    boolean isHeld = later > 0;

    assertThat(merging.join(held(fetched), purge, NOW))
        .isEqualTo(isHeld ? held(fetched) : new Known.Nothing());
    assertThat(merging.verified(held(fetched), purge, NOW))
        .isEqualTo(isHeld ? held(fetched) : new Known.Nothing());
    assertThat(merging.ends(fetched, purge, NOW)).isEqualTo(!isHeld);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1})
  void aPurgeEndsSinglePartsThatWereNotFetchedLaterThanTheMarginAfterIt(long later) {
    PartCopy part = copy(MOMENT + MARGIN + later);
    long newHead = MOMENT + MARGIN + 2;

    assertThat(merging.join(held(newHead, Map.of(ATTRIBUTION, part)), new Known.Dropped(AGE), NOW))
        .isEqualTo(held(newHead, later > 0 ? Map.of(ATTRIBUTION, part) : Map.of()));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1})
  void absenceEndsAProfileThatWasNotFetchedLater(long later) {
    Known profile = held(MOMENT + later);
    Known expected = later > 0 ? profile : absent(MOMENT);

    assertThat(merging.join(profile, absent(MOMENT), NOW)).isEqualTo(expected);
    assertThat(merging.join(absent(MOMENT), profile, NOW)).isEqualTo(expected);
    assertThat(merging.ends(MOMENT + later, absent(MOMENT), NOW)).isEqualTo(later <= 0);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1})
  void absenceEndsSinglePartsThatWereNotFetchedLater(long later) {
    PartCopy part = copy(MOMENT + later);
    Known profile = held(MOMENT + 2, Map.of(ATTRIBUTION, part));

    assertThat(merging.join(absent(MOMENT), profile, NOW))
        .isEqualTo(held(MOMENT + 2, later > 0 ? Map.of(ATTRIBUTION, part) : Map.of()));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1})
  void theNewerOfTwoAbsencesCounts(long later) {
    long newer = MOMENT + Math.max(0, later);

    assertThat(merging.join(absent(MOMENT), absent(MOMENT + later), NOW)).isEqualTo(absent(newer));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1})
  void anOptOutEndsAProfileThatWasNotFetchedLater(long later) {
    Known profile = held(MOMENT + later);
    Known expected = later > 0 ? profile : optedOut(MOMENT);

    assertThat(merging.join(profile, optedOut(MOMENT), NOW)).isEqualTo(expected);
    assertThat(merging.join(optedOut(MOMENT), profile, NOW)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1})
  void anOptOutEndsSinglePartsThatWereNotFetchedLater(long later) {
    PartCopy part = copy(MOMENT + later);
    Known profile = held(MOMENT + 2, Map.of(ATTRIBUTION, part));
    Known expected = held(MOMENT + 2, later > 0 ? Map.of(ATTRIBUTION, part) : Map.of());

    assertThat(merging.join(profile, optedOut(MOMENT), NOW)).isEqualTo(expected);
    assertThat(merging.join(optedOut(MOMENT), profile, NOW)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1})
  void theNewerOfTwoOptOutsCounts(long later) {
    long newer = MOMENT + Math.max(0, later);

    assertThat(merging.join(optedOut(MOMENT), optedOut(MOMENT + later), NOW))
        .isEqualTo(optedOut(newer));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1})
  void theNewerOfTwoCopiesOfAPartCounts(long later) {
    long newer = MOMENT + Math.max(0, later);

    assertThat(merging.join(held(MOMENT), held(MOMENT + later), NOW)).isEqualTo(held(newer));
    assertThat(merging.join(held(MOMENT + later), held(MOMENT), NOW)).isEqualTo(held(newer));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1})
  void aPartThatTheSharedCacheLacksIsGoneUnlessItWasFetchedLater(long later) {
    PartCopy part = copy(MOMENT + later);
    Known here = held(MOMENT - 2, Map.of(ATTRIBUTION, part));
    Known.Held elsewhere = held(MOMENT, Map.of(AUDIENCE_MEMBERSHIPS, copy(MOMENT)));

    Known verified = merging.verified(here, elsewhere, NOW);

    assertThat(((Known.Held) verified).copies().parts().contains(ATTRIBUTION)).isEqualTo(later > 0);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1})
  void theProfileOfTheLatestFetchOfAnIdentityCounts(long later) {
    Head other = new Head(new Mpid(8), Instant.EPOCH, null, false, null, Set.of());
    Known.Held news = new Known.Held(new Copies(other, fetch(MOMENT + later), Map.of()));

    assertThat(merging.join(held(MOMENT), news, NOW)).isEqualTo(later < 0 ? held(MOMENT) : news);
    for (Known nothing : List.of(new Known.Nothing(), new Known.Dropped(AGE))) {
      assertThat(merging.join(nothing, news, NOW)).isEqualTo(news);
    }
  }
}
