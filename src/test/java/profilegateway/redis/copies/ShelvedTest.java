package profilegateway.redis.copies;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.profile.Part.ATTRIBUTION;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.cache.copies.Copies;
import profilegateway.cache.copies.Fetch;
import profilegateway.cache.copies.Known;
import profilegateway.cache.copies.PartCopy;
import profilegateway.profile.Head;
import profilegateway.profile.Mpid;
import profilegateway.profile.PartContent;

/** The combined state under two keys: a purge, absence or opt-out counts unless the other fetch began strictly later. */
class ShelvedTest {
  private static final long MILLISECOND = 1_000_000;

  /** Near the wrap-around of the monotonic clock, where a comparison without a difference goes wrong. */
  private static final long MOMENT = Long.MAX_VALUE;

  private static final long NOW = MOMENT + 1_000 * MILLISECOND;
  private static final Mpid MPID = new Mpid(7);
  private static final Shelved EMPTY = new Shelved(null, null, Map.of());

  private static Fetch fetch(long nanos) {
    return new Fetch(Instant.EPOCH, nanos, 1);
  }

  private static Head head(boolean isOptedOut) {
    return new Head(MPID, Instant.EPOCH, null, isOptedOut, null, Set.of());
  }

  private static PartCopy part(long nanos) {
    return new PartCopy(new PartContent.Attribution(Map.of()), fetch(nanos));
  }

  private static Shelved profile(long nanos, @Nullable Long fence) {
    return new Shelved(
        new Shelved.There(head(false), fetch(nanos), false),
        fence,
        Map.of(ATTRIBUTION, part(nanos)));
  }

  private static Shelved optedOut(long nanos) {
    return new Shelved(new Shelved.There(head(true), fetch(nanos), true), nanos, Map.of());
  }

  private static Shelved purged(long nanos) {
    return new Shelved(new Shelved.Dropped(nanos), nanos, Map.of());
  }

  private static Shelved absent(long nanos) {
    return new Shelved(new Shelved.Absent(fetch(nanos)), nanos, Map.of());
  }

  /** A state that cannot be decrypted or has expired; its fence is still read. */
  private static Shelved fenceOnly(long nanos) {
    return new Shelved(null, nanos, Map.of());
  }

  private static Shelved linked(long nanos) {
    return new Shelved(new Shelved.Linked(MPID, nanos), null, Map.of());
  }

  private static Known heldAt(long nanos) {
    return new Known.Held(new Copies(head(false), fetch(nanos), Map.of(ATTRIBUTION, part(nanos))));
  }

  private static Known.Dropped droppedAt(long nanos) {
    return new Known.Dropped(Duration.ofNanos(NOW - nanos));
  }

  private static void assertKnown(Known expected, Shelved one, Shelved other) {
    assertThat(Shelved.known(List.of(one, other), NOW)).isEqualTo(expected);
    assertThat(Shelved.known(List.of(other, one), NOW)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(longs = {-MILLISECOND, -1, 0, 1, MILLISECOND})
  void aPurgeEndsAProfileUnderTheOtherKeyThatWasNotFetchedLater(long later) {
    long fetched = MOMENT + later;

    assertKnown(
        later > 0 ? heldAt(fetched) : droppedAt(MOMENT), profile(fetched, null), purged(MOMENT));
  }

  @ParameterizedTest
  @ValueSource(longs = {-MILLISECOND, -1, 0, 1, MILLISECOND})
  void absenceEndsAProfileUnderTheOtherKeyThatWasNotFetchedLater(long later) {
    long fetched = MOMENT + later;

    assertKnown(
        later > 0 ? heldAt(fetched) : new Known.Absent(fetch(MOMENT)),
        profile(fetched, null),
        absent(MOMENT));
  }

  @ParameterizedTest
  @ValueSource(longs = {-MILLISECOND, -1, 0, 1, MILLISECOND})
  void anOptOutEndsAProfileUnderTheOtherKeyThatWasNotFetchedLater(long later) {
    long fetched = MOMENT + later;
    Known withheld = new Known.Held(new Copies(head(true), fetch(MOMENT), Map.of()));

    assertKnown(later > 0 ? heldAt(fetched) : withheld, profile(fetched, null), optedOut(MOMENT));
  }

  @ParameterizedTest
  @ValueSource(longs = {-MILLISECOND, -1, 0, 1, MILLISECOND})
  void aFenceEndsTheHeadTooThoughItsStateCannotBeRead(long later) {
    long fetched = MOMENT + later;

    assertKnown(
        later > 0 ? heldAt(fetched) : new Known.Nothing(),
        profile(fetched, null),
        fenceOnly(MOMENT));
  }

  @ParameterizedTest
  @ValueSource(longs = {-MILLISECOND, -1, 0, 1, MILLISECOND})
  void aPurgeEndsAnOptOutThatWasNotLearnedLater(long later) {
    long learned = MOMENT + later;
    Known withheld = new Known.Held(new Copies(head(true), fetch(learned), Map.of()));

    assertKnown(later > 0 ? withheld : droppedAt(MOMENT), optedOut(learned), purged(MOMENT));
  }

  @ParameterizedTest
  @ValueSource(longs = {-MILLISECOND, -1, 0, 1, MILLISECOND})
  void aPurgeEndsAnAbsenceThatWasNotLearnedLater(long later) {
    long learned = MOMENT + later;

    assertKnown(
        later > 0 ? new Known.Absent(fetch(learned)) : droppedAt(MOMENT),
        absent(learned),
        purged(MOMENT));
  }

  @ParameterizedTest
  @ValueSource(longs = {-MILLISECOND, -1, 0, 1, MILLISECOND})
  void aPurgeOrAbsenceEndsALinkThatWasNotFetchedLater(long later) {
    for (Shelved end : List.of(purged(MOMENT), absent(MOMENT), fenceOnly(MOMENT))) {
      Shelved link = linked(MOMENT + later);

      assertThat(Shelved.link(List.of(link, end)).isPresent()).isEqualTo(later > 0);
      assertThat(Shelved.link(List.of(end, link)).isPresent()).isEqualTo(later > 0);
    }
    assertThat(Shelved.link(List.of(EMPTY, linked(MOMENT)))).contains(MPID);
  }

  @ParameterizedTest
  @ValueSource(longs = {-MILLISECOND, -1, 0, 1, MILLISECOND})
  void aFenceEndsPartsThatWereNotFetchedLater(long later) {
    Shelved older = new Shelved(null, MOMENT, Map.of(ATTRIBUTION, part(MOMENT + later)));
    Shelved newer = new Shelved(
        new Shelved.There(head(false), fetch(MOMENT + 2 * MILLISECOND), false), null, Map.of());

    Known known = Shelved.known(List.of(newer, older), NOW);

    assertThat(((Known.Held) known).copies().parts().contains(ATTRIBUTION)).isEqualTo(later > 0);
  }
}
