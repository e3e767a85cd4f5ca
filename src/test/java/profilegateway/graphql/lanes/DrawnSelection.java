package profilegateway.graphql.lanes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What one operation selects of profiles, with its fragments. */
final class DrawnSelection {
  private static final List<String> ATTRIBUTES = List.of(
      "count",
      "counts",
      "score",
      "scores",
      "member",
      "flags",
      "motto",
      "mottos",
      "since",
      "moments",
      "tier",
      "mood",
      "tiers",
      "token",
      "lifetimeValue",
      "city",
      "__typename");
  private static final List<String> GUARDED =
      List.of("secret", "known", "firstName", "zip", "ageRange");

  private final Dice dice;
  private final DrawnInputs inputs;
  private final boolean guarded;
  private final boolean directives;
  private final List<String> fragments = new ArrayList<>();

  /** Selects what not everybody may read where it is {@code guarded}. */
  DrawnSelection(Dice dice, DrawnInputs inputs, boolean guarded, boolean directives) {
    this.dice = dice;
    this.inputs = inputs;
    this.guarded = guarded;
    this.directives = directives;
  }

  List<String> fragments() {
    return fragments;
  }

  String ofProfile() {
    return of("Profile", this::fieldOfProfile, 2);
  }

  String ofNode() {
    return dice.oneIn(6)
        ? "{ id " + field("__typename") + " }"
        : "{ id ... on Profile " + ofProfile() + "}";
  }

  private String of(String type, Supplier<String> field, int depth) {
    StringBuilder text = new StringBuilder("{ ").append(field.get());
    for (int left = dice.below(4); left > 0; left--) {
      text.append(' ').append(depth > 0 ? selection(type, field, depth) : field.get());
    }
    return text.append(" }").toString();
  }

  private String selection(String type, Supplier<String> field, int depth) {
    return switch (dice.below(8)) {
      case 0 -> "... " + directive() + of(type, field, depth - 1);
      case 1 -> "... on " + type + " " + of(type, field, depth - 1);
      case 2 -> spread(type, of(type, field, depth - 1));
      default -> field.get();
    };
  }

  private String spread(String type, String body) {
    String name = "F" + fragments.size();
    fragments.add("fragment " + name + " on " + type + " " + body);
    return "..." + name + (dice.oneIn(3) ? " ..." + name : "");
  }

  private String directive() {
    return directives && dice.oneIn(3)
        ? dice.of("@skip(if: true) ", "@include(if: true) ", "@skip(if: false) ")
        : "";
  }

  /** Under another name now and then, which may be one that is taken. */
  private String field(String text) {
    return (dice.oneIn(6) ? "a" + dice.below(40) + ": " : "") + text + " " + directive();
  }

  private String fieldOfProfile() {
    return field(
        switch (dice.below(guarded ? 17 : 14)) {
          case 0 -> "id";
          case 1 -> "mpid";
          case 2 -> "createdAt";
          case 3 -> "lastStoredAt";
          case 4 -> "isOptedOut";
          case 5 -> "isAdTrackingLimited";
          case 6 -> "attributes " + of("Attributes", this::attribute, 1);
          case 7 -> "attribution";
          case 8 -> "freshness " + of("Freshness", () -> field(dice.of("origin", "fetchedAt")), 0);
          case 9 -> "isInAudience(audienceId: " + inputs.audience() + ")";
          case 10 ->
            "audienceMemberships"
                + (dice.oneIn(2) ? "(audienceIds: " + inputs.audiences() + ")" : "")
                + of(
                    "AudienceMembership",
                    () -> field(dice.of("audienceId", "audienceName", "expiresAt")),
                    1);
          case 11 -> "userAttributes" + filter() + of("UserAttribute", this::ofAttribute, 0);
          case 12 ->
            "userAttribute(name: " + inputs.attributeName() + ")"
                + of("UserAttribute", this::ofAttribute, 0);
          case 13 -> "__typename";
          case 14 ->
            "userIdentities" + types("UserIdentityType", "CUSTOMER_ID", "EMAIL", "UNKNOWN")
                + of("UserIdentity", this::ofIdentity, 0);
          case 15 ->
            "deviceIdentities" + types("DeviceIdentityType", "ANDROID_ID", "UNKNOWN")
                + of("DeviceIdentity", this::ofIdentity, 0);
          default -> "attributes { " + field(dice.in(GUARDED)) + " }";
        });
  }

  private String attribute() {
    return field(dice.in(ATTRIBUTES));
  }

  private String ofAttribute() {
    return field(dice.of("name", "value", "values", "kind", "number", "boolean", "json"));
  }

  private String ofIdentity() {
    return field(dice.of("type", "rawType", "encoding", "value"));
  }

  private String filter() {
    return switch (dice.below(4)) {
      case 0 -> "(names: " + inputs.attributeNames() + ")";
      case 1 -> "(prefix: " + inputs.prefix() + ")";
      case 2 -> "(prefix: " + inputs.prefix() + ", names: " + inputs.attributeNames() + ")";
      default -> "";
    };
  }

  private String types(String type, String... names) {
    return dice.oneIn(2) ? "" : "(types: " + inputs.types(type, names) + ")";
  }
}
