package profilegateway.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import profilegateway.profile.PartContent.AudienceMembership;
import profilegateway.profile.PartContent.AudienceMemberships;

class PartContentTest {
  @Test
  void membershipsStandByTheNumberOfTheirAudience() {
    AudienceMemberships memberships =
        new AudienceMemberships(List.of(in("10"), in("-3"), in("9"), in("9223372036854775807")));

    assertThat(memberships.entries())
        .extracting(AudienceMembership::id)
        .containsExactly("-3", "9", "10", "9223372036854775807");
  }

  @Test
  void namesThatManyProfilesHaveAreHeldOnce() {
    String one = copy("ltv");
    String other = copy("ltv");

    assertThat(new UserAttribute(one, "1").name())
        .isSameAs(new UserAttribute(other, "2").name())
        .isEqualTo("ltv");
    assertThat(in(copy("17")).id()).isSameAs(in(copy("17")).id());
    assertThat(in("17").name()).isSameAs(in("18").name());
  }

  @Test
  void theirFormWithoutRegardToCaseIsHeldOnceToo() {
    assertThat(Shared.text(UserAttributes.fold("LTV")))
        .isSameAs(Shared.text(UserAttributes.fold("Ltv")));
  }

  @Test
  void valuesAreNot() {
    String value = copy("Berlin");

    assertThat(new UserAttribute("city", value).json()).isSameAs(value);
    assertThat(new UserAttribute("city", copy("Berlin")).json()).isNotSameAs(value);
  }

  private static AudienceMembership in(String id) {
    return new AudienceMembership(id, copy("Decor"), null);
  }

  /** Another text with the same letters, as each answer has. */
  private static String copy(String text) {
    return new String(text.toCharArray());
  }
}
