package profilegateway.integration;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What is selected of profiles: heads, parts, and fragments on {@code Profile} and {@code Node} in one another. */
final class DrawnSelections {
  private static final int DEEPEST = 3;

  private static final List<String> HEAD = List.of(
      "id",
      "mpid",
      "createdAt",
      "lastStoredAt",
      "isOptedOut",
      "isAdTrackingLimited",
      "__typename",
      "freshness");
  private static final List<String> PARTS = List.of(
      "attributes",
      "userAttribute",
      "userAttributes",
      "audienceMemberships",
      "isInAudience",
      "userIdentities",
      "deviceIdentities",
      "attribution");
  private static final List<String> IDENTITY =
      List.of("type", "rawType", "encoding", "value", "__typename");

  private final Random dice;
  private final DrawnVariables variables;
  private final DrawnFields fields;
  private final List<String> fragments = new ArrayList<>();
  private final List<String> onProfile = new ArrayList<>();
  private final List<String> onNode = new ArrayList<>();

  DrawnSelections(Random dice, DrawnVariables variables, DrawnFields fields) {
    this.dice = dice;
    this.variables = variables;
    this.fields = fields;
  }

  /** The named fragments that were drawn on the way. */
  List<String> fragments() {
    return fragments;
  }

  String ofProfile() {
    return of("Profile", dice.nextInt(4) == 0, 0);
  }

  String ofNode() {
    return of("Node", dice.nextInt(4) == 0, 0);
  }

  private String of(String type, boolean headOnly, int depth) {
    StringBuilder text = new StringBuilder(" {");
    for (int left = 1 + dice.nextInt(3); left > 0; left--) {
      text.append(' ').append(selection(type, headOnly, depth));
    }
    return text.append(" }").toString();
  }

  private String selection(String type, boolean headOnly, int depth) {
    int kind = depth == DEEPEST ? 0 : dice.nextInt(type.equals("Node") ? 5 : 9);
    return switch (kind) {
      case 1 -> "..." + fields.directives() + of(type, headOnly, depth + 1);
      case 2 -> {
        String on = fields.oneOf(List.of("Profile", "Profile", "Node"));
        yield "... on " + on + fields.directives() + of(on, headOnly, depth + 1);
      }
      case 3 -> "..." + fragment(headOnly, depth) + fields.directives();
      default -> field(type, headOnly);
    };
  }

  /** A fragment there is already, or a new one: known only once it is whole, so that none holds itself. */
  private String fragment(boolean headOnly, int depth) {
    String on = fields.oneOf(List.of("Profile", "Profile", "Node"));
    List<String> known = on.equals("Node") ? onNode : onProfile;
    if (!headOnly && !known.isEmpty() && dice.nextBoolean()) {
      return fields.oneOf(known);
    }
    String body = of(on, headOnly, depth + 1);
    String name = "F" + fragments.size();
    fragments.add("fragment " + name + " on " + on + body);
    if (!headOnly) {
      known.add(name);
    }
    return name;
  }

  private String field(String type, boolean headOnly) {
    if (type.equals("Node")) {
      return fields.field("Profile", fields.oneOf(List.of("id", "__typename")))
          + fields.directives();
    }
    String name = fields.oneOf(headOnly || dice.nextInt(4) == 0 ? HEAD : PARTS);
    String directives = fields.directives();
    return fields.field("Profile", name + arguments(name)) + directives + leaves(name);
  }

  private String arguments(String field) {
    return switch (field) {
      case "userAttribute" ->
        "(name: " + fields.oneOf(List.of("\"ltv\"", "\"$CITY\"", "\"none\"")) + ")";
      case "userAttributes" ->
        fields.oneOf(
            List.of("", "(prefix: \"l\")", "(names: [\"ltv\", \"$city\"])", "(names: [])"));
      case "audienceMemberships" -> fields.oneOf(List.of("", "(audienceIds: [\"17802\"])"));
      case "isInAudience" ->
        dice.nextInt(3) == 0
            ? "(audienceId: " + variables.text("ID", "17802", false) + ")"
            : fields.oneOf(List.of("(audienceId: \"17802\")", "(audienceId: \"17918\")"));
      case "userIdentities" -> fields.oneOf(List.of("", "(types: [EMAIL])"));
      case "deviceIdentities" -> fields.oneOf(List.of("", "(types: [ANDROID_ID, UNKNOWN])"));
      default -> "";
    };
  }

  private String leaves(String field) {
    return switch (field) {
      case "attributes" ->
        fields.someOf(
            "Attributes",
            List.of("city", "state", "firstName", "viewPreference", "lifetimeValue", "__typename"));
      case "userAttribute", "userAttributes" ->
        fields.someOf(
            "UserAttribute", List.of("name", "value", "values", "kind", "number", "json"));
      case "audienceMemberships" ->
        fields.someOf("AudienceMembership", List.of("audienceId", "audienceName", "expiresAt"));
      case "userIdentities" -> fields.someOf("UserIdentity", IDENTITY);
      case "deviceIdentities" -> fields.someOf("DeviceIdentity", IDENTITY);
      case "freshness" -> fields.someOf("Freshness", List.of("origin", "fetchedAt", "__typename"));
      default -> "";
    };
  }
}
