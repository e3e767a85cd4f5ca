package profilegateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.cache.People.ANN;
import static profilegateway.cache.People.ATTRIBUTES;

import java.util.List;
import org.junit.jupiter.api.Test;
import profilegateway.cache.copies.Exposure;
import profilegateway.config.CacheConfig.Exposed;
import profilegateway.profile.Copy;
import profilegateway.profile.Lookup;
import profilegateway.profile.Part;
import profilegateway.profile.PartLookup;
import profilegateway.profile.Profile;
import profilegateway.profile.UserAttribute;
import profilegateway.profile.UserAttributes;

/** Which attributes are kept and told. */
class ExposureTest {
  private static final Exposed NOTHING = new Exposed(false, List.of(), List.of());
  private static final Exposed ALL = new Exposed(true, List.of(), List.of());

  @Test
  void onlyWhatIsExposedOrDeclaredPasses() {
    Exposure exposure = new Exposure(
        new Exposed(false, List.of("Loyalty Points"), List.of("pref_")), List.of("$City"));

    assertThat(names(
            exposure, "$city", "LOYALTY POINTS", "loyalty points 2", "Pref_color", "xpref_", "ssn"))
        .containsExactly("$city", "LOYALTY POINTS", "Pref_color");
  }

  @Test
  void allMayBeExposed() {
    assertThat(names(new Exposure(ALL, List.of()), "a", "b")).containsExactly("a", "b");
  }

  @Test
  void tagsPassToo() {
    Profile profile = profile(new UserAttribute("vip", null), new UserAttribute("ssn", "1"));

    assertThat(
            attributes(new Exposure(NOTHING, List.of("VIP")).applyTo(profile)).all())
        .containsExactly(new UserAttribute("vip", null));
  }

  @Test
  void whatIsNotExposedIsNotToldEvenToWhoeverFetchedIt() {
    Rig rig = new Rig(
        new profilegateway.config.CacheConfig(
            false,
            1,
            false,
            Rig.DEFAULT.times(),
            Rig.DEFAULT.timesOfParts(),
            Rig.DEFAULT.absent(),
            new Exposed(false, List.of("who"), List.of()),
            Rig.DEFAULT.optedOut()),
        null);
    Rig.Reader reader = rig.ask(ANN, ATTRIBUTES);
    rig.next.last().found(1);

    Profile profile = ((Lookup.Found) reader.answer()).profile();
    assertThat(attributes(profile).all()).extracting(UserAttribute::name).containsExactly("who");
  }

  @Test
  void aFingerprintIsThatOfTheRulesWhateverTheirOrder() {
    Exposure one =
        new Exposure(new Exposed(false, List.of("a", "B"), List.of("p", "q")), List.of("c"));
    Exposure same =
        new Exposure(new Exposed(false, List.of("C", "b"), List.of("q", "P")), List.of("A"));

    assertThat(one.fingerprint()).isEqualTo(same.fingerprint()).matches("[A-Za-z0-9_-]{16}");
  }

  @Test
  void otherRulesHaveAnotherFingerprint() {
    assertThat(List.of(
            fingerprint(NOTHING),
            fingerprint(ALL),
            fingerprint(new Exposed(false, List.of("a"), List.of())),
            fingerprint(new Exposed(false, List.of(), List.of("a"))),
            fingerprint(new Exposed(false, List.of("a", "b"), List.of())),
            fingerprint(new Exposed(false, List.of("a=b"), List.of())),
            fingerprint(new Exposed(false, List.of("a2=b"), List.of()))))
        .doesNotHaveDuplicates();
  }

  private static String fingerprint(Exposed exposed) {
    return new Exposure(exposed, List.of()).fingerprint();
  }

  private static List<String> names(Exposure exposure, String... stored) {
    Profile profile = profile(java.util.Arrays.stream(stored)
        .map(name -> new UserAttribute(name, "x"))
        .toArray(UserAttribute[]::new));
    return attributes(exposure.applyTo(profile)).all().stream()
        .map(UserAttribute::name)
        .sorted(String.CASE_INSENSITIVE_ORDER)
        .toList();
  }

  private static Profile profile(UserAttribute... attributes) {
    Copy copy = Copy.fetched(java.time.Instant.EPOCH);
    return new Profile(
        People.head(ANN, false),
        copy,
        java.util.Map.of(
            Part.USER_ATTRIBUTES,
            new PartLookup.Had(new UserAttributes(List.of(attributes)), copy)));
  }

  private static UserAttributes attributes(Profile profile) {
    return (UserAttributes) ((PartLookup.Had) profile.part(Part.USER_ATTRIBUTES)).content();
  }
}
