package profilegateway.sandbox.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import profilegateway.sandbox.wire.Mpid;
import profilegateway.sandbox.wire.WrongInput;

/**
 * Whether a record could have come from the Profile API. Each part may be absent, null or empty; what the API has been seen to do
 * (values without quotes, ids as text) passes. Records that it could not have sent are a matter for fault rules.
 */
final class RecordCheck {
  private RecordCheck() {}

  /**
   * The mpid of {@code profile}.
   *
   * @throws WrongInput when the record is not one that the API could send
   */
  static long mpidOf(ObjectNode profile) {
    profile.fieldNames().forEachRemaining(name -> {
      require(
          Profiles.MEMBERS.contains(name),
          "a profile has no " + name + "; it has " + String.join(", ", Profiles.MEMBERS));
    });
    Long mpid = Mpid.read(profile.path("mpid"), false);
    if (mpid == null) {
      throw new WrongInput("mpid is a 64-bit integer other than 0, as a JSON number");
    }
    for (String timestamp : List.of("created_timestamp_ms", "last_stored_timestamp_ms")) {
      JsonNode value = profile.path(timestamp);
      require(
          absent(value) || value.canConvertToExactIntegral(),
          timestamp + " is a whole number or null");
    }
    for (String flag : List.of("is_opted_out", "limit_ad_tracking")) {
      JsonNode value = profile.path(flag);
      require(absent(value) || value.isBoolean(), flag + " is true, false or null");
    }
    for (String identities : List.of("device_identities", "user_identities")) {
      identities(profile.path(identities), identities);
    }
    for (String attributes : List.of("account_userattributes", "user_attributes")) {
      attributes(profile.path(attributes), attributes);
    }
    audiences(profile.path("audience_memberships"));
    return mpid;
  }

  private static void identities(JsonNode identities, String name) {
    require(absent(identities) || identities.isArray(), name + " is an array or null");
    for (JsonNode identity : identities) {
      for (String member : List.of("type", "encoding", "value")) {
        require(
            identity.path(member).isTextual(),
            name + ": each entry has a type, an encoding and a value, all text");
      }
    }
  }

  private static void attributes(JsonNode attributes, String name) {
    require(absent(attributes) || attributes.isObject(), name + " is an object or null");
    for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
      JsonNode value = attribute.getValue();
      boolean fits = value.isArray() ? allValues(value) : value.isValueNode();
      require(
          fits,
          name + ": " + attribute.getKey()
              + " is a single value, null (a tag) or an array of single values");
    }
  }

  private static boolean allValues(JsonNode list) {
    for (JsonNode item : list) {
      if (!item.isValueNode() || item.isNull()) {
        return false;
      }
    }
    return true;
  }

  private static void audiences(JsonNode audiences) {
    require(absent(audiences) || audiences.isArray(), "audience_memberships is an array or null");
    for (JsonNode audience : audiences) {
      require(
          integer(audience.path("audience_id")),
          "audience_memberships: audience_id is a whole number");
      require(
          absent(audience.path("audience_name"))
              || audience.path("audience_name").isTextual(),
          "audience_memberships: audience_name is text");
      JsonNode expires = audience.path("expiration_timestamp_ms");
      require(
          absent(expires) || integer(expires),
          "audience_memberships: expiration_timestamp_ms is a whole number or null");
    }
  }

  /** A whole number, as text too: an older API gave audience ids so. */
  private static boolean integer(JsonNode value) {
    return value.isIntegralNumber()
        || (value.isTextual() && value.asText().matches("-?[0-9]{1,19}"));
  }

  private static boolean absent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new WrongInput(message);
    }
  }
}
