package profilegateway.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import profilegateway.access.Caller;
import profilegateway.graphql.plan.ProfileView;
import profilegateway.graphql.rights.Readers;
import profilegateway.profile.Copy;
import profilegateway.profile.Copy.Origin;
import profilegateway.profile.Head;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.PartContent.Attribution;
import profilegateway.profile.PartLookup;
import profilegateway.profile.Parts;
import profilegateway.profile.Profile;

class FreshTimeTest {
  private static final PartLookup FRESH = had(60);

  private final FreshTime time = new FreshTime();

  @Test
  void nothingReadIsNotFresh() {
    assertThat(left(0)).isZero();
  }

  @Test
  void thePartThatGoesFirstDecidesAndTheOperationsOwnTimeCounts() {
    time.read(view(Parts.ALL, Map.of(Part.ATTRIBUTION, had(20), Part.USER_IDENTITIES, had(40))));

    assertThat(left(0)).isEqualTo(20);
    assertThat(left(15)).isEqualTo(5);
    assertThat(left(20)).isZero();
    assertThat(left(30)).isZero();
  }

  @Test
  void aPartThatIsNotSelectedDoesNotCount() {
    time.read(view(Parts.of(Part.USER_ATTRIBUTES), Map.of(Part.ATTRIBUTION, had(20))));

    assertThat(left(0)).isEqualTo(60);
  }

  @Test
  void aSelectionOfTheHeadAloneIsFreshAsLongAsTheHead() {
    time.read(view(Parts.NONE, Map.of()));

    assertThat(left(0)).isEqualTo(50);
  }

  @Test
  void whatIsWithheldIsNotFresh() {
    time.read(view(Parts.ALL, Map.of(Part.ATTRIBUTION, new PartLookup.Withheld())));

    assertThat(left(0)).isZero();
  }

  @Test
  void oneProfileThatIsNotThereSpoilsTheOthers() {
    time.read(view(Parts.ALL, Map.of()));
    time.readNothing();
    time.read(view(Parts.ALL, Map.of()));

    assertThat(left(0)).isZero();
  }

  private long left(int elapsedSeconds) {
    return time.leftAfter(Duration.ofSeconds(elapsedSeconds)).toSeconds();
  }

  private static PartLookup had(int freshForSeconds) {
    return new PartLookup.Had(new Attribution(null), copy(freshForSeconds));
  }

  private static Copy copy(int freshForSeconds) {
    return new Copy(Origin.CACHE, Instant.EPOCH, Duration.ofSeconds(freshForSeconds));
  }

  /** Of a profile whose parts are all fresh for a minute, but for {@code others}. */
  private static ProfileView view(Parts selected, Map<Part, PartLookup> others) {
    Map<Part, PartLookup> parts = new EnumMap<>(Part.class);
    Parts.ALL.forEach(part -> parts.put(part, FRESH));
    parts.putAll(others);
    Head head = new Head(new Mpid(1), null, null, false, null, Set.of());
    return new ProfileView(
        new Profile(head, copy(50), parts),
        selected,
        Readers.of(Caller.ANONYMOUS, Set.of()).others());
  }
}
