package profilegateway.sandbox.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import profilegateway.sandbox.wire.Json;

class GeneratedProfilesTest {
  private static final String FORTY_TWO = """
      {"mpid":42,"created_timestamp_ms":1686744882512,"last_stored_timestamp_ms":1690962343637,"is_opted_out":false,"limit_ad_tracking":null,\
      "device_identities":[{"type":"android_id","encoding":"none","value":"d3c593788a3171bf"},{"type":"unknown","encoding":"none","value":"9914bcfbcdaca614c1824ca5128f53250da8e04f9059f4eeea2dcd1c570b35b3"}],\
      "user_identities":[{"type":"customer_id","encoding":"none","value":"customer-42"},{"type":"email","encoding":"none","value":"customer-42@example.com"}],"account_userattributes":null,\
      "user_attributes":{"ml_product_recs":["865088","744999","781510","510569","253274"],"view_preference":"Dark Mode",\
      "tp_age":"55+","tp_gender":"female","last_purchase_category":"Toys","churn_risk_score":"8","ltv":"126.7",\
      "$city":"Miami","$state":"FL","$country":"USA","$firstname":"Carla","$lastname":"Kim"},\
      "audience_memberships":[{"audience_id":17918,"audience_name":"Decor Remarketing","expiration_timestamp_ms":null},{"audience_id":18120,"audience_name":"Newsletter Readers","expiration_timestamp_ms":1686831282512},{"audience_id":18233,"audience_name":"Cart Abandoners","expiration_timestamp_ms":null}]}""";

  @Test
  void aProfileStaysTheSameForEver() {
    assertThat(Json.write(GeneratedProfiles.of(42)).toString()).isEqualTo(FORTY_TWO);
  }

  @Test
  void everyProfileIsAnotherAndCouldHaveComeFromTheApi() {
    Set<ObjectNode> seen = new HashSet<>();
    for (long mpid = -1000; mpid < 1000; mpid++) {
      ObjectNode profile = GeneratedProfiles.of(mpid);
      if (mpid != 0) {
        assertThat(RecordCheck.mpidOf(profile)).isEqualTo(mpid);
      }
      assertThat(seen.add(profile.without("mpid"))).isTrue();
    }
  }

  @Test
  void whatIsRareIsRare() {
    assertThat(share(profile -> profile.path("is_opted_out").booleanValue())).isBetween(0.02, 0.05);
    assertThat(share(profile -> profile.path("user_attributes").isEmpty())).isBetween(0.02, 0.06);
    assertThat(share(profile -> profile.path("user_attributes").has("newsletter")))
        .isBetween(0.15, 0.25);
    assertThat(share(
            profile -> profile.at("/user_attributes/view_preference").asText().equals("Dark Mode")))
        .isBetween(0.5, 0.65);
    assertThat(share(profile -> profile.at("/user_attributes/ltv").asDouble() > 500))
        .isBetween(0.03, 0.1);
    assertThat(share(profile -> profile.path("audience_memberships").isEmpty()))
        .isBetween(0.15, 0.35);
  }

  private static double share(Predicate<ObjectNode> holds) {
    int profiles = 4000;
    return (double) LongStream.rangeClosed(1, profiles)
            .mapToObj(GeneratedProfiles::of)
            .filter(holds)
            .count()
        / profiles;
  }

  @Test
  void aCustomerIdHasOneSpelling() {
    assertThat(mpidOf("customer-42")).isEqualTo(42);
    assertThat(mpidOf("customer--9223372036854775808")).isEqualTo(Long.MIN_VALUE);
    assertThat(mpidOf("customer-042")).isNull();
    assertThat(mpidOf("customer-0")).isNull();
    assertThat(mpidOf("customer-x")).isNull();
    assertThat(mpidOf("Customer-42")).isNull();
    assertThat(GeneratedProfiles.mpidOf(new Identity("other", "customer-42"))).isNull();
  }

  private static @Nullable Long mpidOf(String customerId) {
    return GeneratedProfiles.mpidOf(new Identity("customer_id", customerId));
  }
}
