package profilegateway.sandbox.profiles;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import profilegateway.sandbox.wire.Json;
import profilegateway.sandbox.wire.Mpid;

/**
 * A profile for any mpid: always the same one for the same mpid, and another for another. How often something occurs is made up, but
 * lifelike: most people have spent little, a few a lot; one in thirty has opted out; one in twenty-five has no attributes.
 */
final class GeneratedProfiles {
  private static final String CUSTOMER = "customer-";
  private static final long DAY = 86_400_000L;
  private static final long YEAR_2019 = 1_546_300_800_000L;
  private static final long YEAR_2025 = 1_735_689_600_000L;
  private static final long YEAR_2100 = 4_102_444_800_000L;

  private record City(String name, String state) {}

  private record Audience(long id, String name, double share) {}

  private static final List<City> CITIES = List.of(
      new City("New York", "NY"),
      new City("Los Angeles", "CA"),
      new City("Chicago", "IL"),
      new City("Houston", "TX"),
      new City("Seattle", "WA"),
      new City("Miami", "FL"),
      new City("Denver", "CO"),
      new City("Boston", "MA"));
  private static final List<String> FIRST_NAMES = List.of(
      "Ada", "Ben", "Carla", "Dmitri", "Elif", "Femi", "Grace", "Hiro", "Ines", "Jonas", "Kofi",
      "Lena", "Marky", "Noor", "Oscar", "Priya");
  private static final List<String> LAST_NAMES = List.of(
      "Mark", "Okafor", "Silva", "Tanaka", "Novak", "Haddad", "Larsen", "Moreau", "Rossi", "Kim",
      "Patel", "Weber");
  private static final List<String> CATEGORIES = List.of(
      "Home Decor", "Garden", "Kitchen", "Electronics", "Outdoor", "Toys", "Books", "Beauty");
  private static final List<String> AGES = List.of("18-34", "35-54", "55+");
  private static final List<String> GENDERS = List.of("female", "male", "unknown");
  private static final List<Audience> AUDIENCES = List.of(
      new Audience(17802, "Meret final CA test", 0.3),
      new Audience(17918, "Decor Remarketing", 0.25),
      new Audience(18004, "Big Spenders", 0.08),
      new Audience(18120, "Newsletter Readers", 0.4),
      new Audience(18233, "Cart Abandoners", 0.15));

  private GeneratedProfiles() {}

  /** The mpid behind an identity of the form {@code customer-<mpid>}, or null for another form. */
  static @Nullable Long mpidOf(Identity identity) {
    boolean fits = identity.type().equals("customer_id") && identity.value().startsWith(CUSTOMER);
    Long mpid = fits ? Mpid.read(identity.value().substring(CUSTOMER.length())) : null;
    // Only the one spelling: customer-007 is not customer-7.
    return mpid != null && identity.value().equals(CUSTOMER + mpid) ? mpid : null;
  }

  static ObjectNode of(long mpid) {
    Dice dice = new Dice(mpid);
    long created = dice.between(YEAR_2019, YEAR_2025);
    ObjectNode json = Json.object()
        .put("mpid", mpid)
        .put("created_timestamp_ms", created)
        .put("last_stored_timestamp_ms", created + dice.between(DAY, 300 * DAY))
        .put("is_opted_out", dice.chance(1 / 30.0));
    json.set(
        "limit_ad_tracking",
        dice.chance(0.7) ? json.nullNode() : json.booleanNode(dice.chance(0.5)));
    devices(json.putArray("device_identities"), dice);
    identities(json.putArray("user_identities"), mpid);
    json.putNull("account_userattributes");
    attributes(json.putObject("user_attributes"), dice);
    audiences(json.putArray("audience_memberships"), dice, created);
    return json;
  }

  private static void devices(ArrayNode devices, Dice dice) {
    if (dice.chance(0.5)) {
      identity(devices, "android_id", dice.hex(16));
    } else if (dice.chance(0.8)) {
      identity(devices, "ios_vendor_id", dice.hex(32));
    }
    if (dice.chance(0.3)) {
      identity(devices, "unknown", dice.hex(64));
    }
  }

  private static void identities(ArrayNode identities, long mpid) {
    String customer = CUSTOMER + mpid;
    identity(identities, "customer_id", customer);
    identity(identities, "email", customer + "@example.com");
  }

  private static void identity(ArrayNode identities, String type, String value) {
    identities.addObject().put("type", type).put("encoding", "none").put("value", value);
  }

  private static void attributes(ObjectNode attributes, Dice dice) {
    if (dice.chance(0.04)) {
      return;
    }
    ArrayNode products = attributes.putArray("ml_product_recs");
    for (int left = 2 + dice.below(5); left > 0; left--) {
      products.add(Long.toString(dice.between(100_000, 999_999)));
    }
    // The logarithm of a fraction gives many small values and a few large ones.
    double spent = -180 * StrictMath.log(1 - dice.fraction());
    City city = dice.oneOf(CITIES);
    attributes
        .put("view_preference", dice.chance(0.6) ? "Dark Mode" : "Light Mode")
        .put("tp_age", dice.oneOf(AGES))
        .put("tp_gender", dice.oneOf(GENDERS))
        .put("last_purchase_category", dice.oneOf(CATEGORIES))
        .put("churn_risk_score", dice.chance(0.05) ? "-" : Integer.toString(1 + dice.below(10)))
        .put("ltv", String.format(Locale.ROOT, "%.1f", spent))
        .put("$city", city.name())
        .put("$state", city.state())
        .put("$country", "USA")
        .put("$firstname", dice.oneOf(FIRST_NAMES))
        .put("$lastname", dice.oneOf(LAST_NAMES));
    if (dice.chance(0.2)) {
      attributes.putNull("newsletter");
    }
  }

  private static void audiences(ArrayNode audiences, Dice dice, long created) {
    for (Audience audience : AUDIENCES) {
      if (dice.chance(audience.share())) {
        ObjectNode membership = audiences
            .addObject()
            .put("audience_id", audience.id())
            .put("audience_name", audience.name());
        double lasts = dice.fraction();
        if (lasts < 0.7) {
          membership.putNull("expiration_timestamp_ms");
        } else {
          // Long past or far ahead, so that what is expired does not depend on the day it is looked
          // at.
          membership.put("expiration_timestamp_ms", lasts < 0.85 ? created + DAY : YEAR_2100);
        }
      }
    }
  }
}
