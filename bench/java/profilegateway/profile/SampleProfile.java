package profilegateway.profile;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import profilegateway.profile.PartContent.AudienceMembership;
import profilegateway.profile.PartContent.RawIdentity;

/** The record of the vendor's documentation. */
public final class SampleProfile {
  public static final Mpid MPID = new Mpid(9080350317581165000L);

  public static final Head HEAD = new Head(
      MPID,
      Instant.ofEpochMilli(1574704283462L),
      Instant.ofEpochMilli(1575301484215L),
      false,
      null,
      Set.of());

  public static final Map<Part, PartContent> PARTS = parts();

  private SampleProfile() {}

  private static Map<Part, PartContent> parts() {
    Map<Part, PartContent> parts = new LinkedHashMap<>();
    parts.put(
        Part.USER_ATTRIBUTES,
        new UserAttributes(List.of(
            attribute("ml_product_recs", List.of("123849", "294933", "937592", "500422")),
            attribute("view_preference", "Dark Mode"),
            attribute("tp_age", "18-34"),
            attribute("tp_gender", "male"),
            attribute("last_purchase_category", "Home Decor"),
            attribute("churn_risk_score", "4"),
            attribute("ltv", "342.1"),
            attribute("$city", "New York"),
            attribute("$state", "NY"),
            attribute("$country", "USA"),
            attribute("$firstname", "Marky"),
            attribute("$lastname", "Mark"))));
    parts.put(
        Part.AUDIENCE_MEMBERSHIPS,
        new PartContent.AudienceMemberships(List.of(
            new AudienceMembership("17802", "Meret final CA test", null),
            new AudienceMembership("17918", "Decor Remarketing", null))));
    parts.put(
        Part.USER_IDENTITIES,
        new PartContent.UserIdentities(List.of(
            new RawIdentity("customer_id", "none", "Example-Customer-mxr15"),
            new RawIdentity("email", "none", "Example-Customer-mxr15@example.com"))));
    parts.put(
        Part.DEVICE_IDENTITIES,
        new PartContent.DeviceIdentities(List.of(
            new RawIdentity("android_id", "none", "8789c459016a94b0"),
            new RawIdentity(
                "unknown",
                "none",
                "0c48aafbd6c69b3e1921fab5ccb528397eb1000854db2b99b1efc8507884b07a"),
            new RawIdentity(
                "google_advertising_id", "none", "481c8a31-7d5d-4d96-93a0-2de7427167fc"),
            new RawIdentity(
                "unknown",
                "none",
                "1b4469f3fb1f7bee7ba6705d1ce4b9d8a23e76592c34aa6c4a4eea3d0a07aa64"))));
    parts.put(Part.ATTRIBUTION, new PartContent.Attribution(null));
    return parts;
  }

  private static UserAttribute attribute(String name, Object json) {
    return new UserAttribute(name, json);
  }
}
