package profilegateway.integration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The variables of one operation: each with a value that is given, is the default, or overrules another default. */
final class DrawnVariables {
  private final Random dice;
  private final List<String> definitions = new ArrayList<>();
  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> values = new LinkedHashMap<>();

  DrawnVariables(Random dice) {
    this.dice = dice;
  }

  /** A condition of {@code @skip} or {@code @include}: a literal, a new variable, or one that is used already. */
  String condition() {
    if (dice.nextInt(3) == 0) {
      return Boolean.toString(dice.nextBoolean());
    }
    if (conditions.isEmpty() || dice.nextInt(3) == 0) {
      boolean value = dice.nextBoolean();
      String fresh =
          define("Boolean", value, Boolean.toString(value), Boolean.toString(!value), true);
      conditions.add(fresh);
      return fresh;
    }
    return conditions.get(dice.nextInt(conditions.size()));
  }

  /** A variable for text that is required. */
  String text(String type, String value, boolean inList) {
    return define(type, value, quoted(value), "\"1\"", !inList);
  }

  /** A variable for a list of mpids or ids. */
  String list(List<String> items) {
    return define("[ID!]", items, literal(items), "[\"1\", \"2\"]", true);
  }

  /** A variable for an identity. */
  String identity(String customerId) {
    return define(
        "IdentityInput",
        Map.of("value", customerId),
        "{value: " + quoted(customerId) + "}",
        "{type: CUSTOMER_ID, value: \"nobody\"}",
        true);
  }

  private String define(
      String type, Object value, String literal, String other, boolean mayBeNullable) {
    String name = "$v" + definitions.size();
    // A variable that may be null fits where a value is required, as long as its default does.
    String declared = mayBeNullable && dice.nextBoolean() ? type : type + "!";
    boolean given = dice.nextBoolean();
    boolean hasDefault = !given || !declared.endsWith("!") || dice.nextBoolean();
    String fallback = given ? other : literal;
    definitions.add(name + ": " + declared + (hasDefault ? " = " + fallback : ""));
    if (given) {
      values.put(name.substring(1), value);
    }
    return name;
  }

  static String quoted(String text) {
    return '"' + text + '"';
  }

  static String literal(List<String> items) {
    return "[" + String.join(", ", items.stream().map(DrawnVariables::quoted).toList()) + "]";
  }

  String definitions() {
    return definitions.isEmpty() ? "" : "(" + String.join(", ", definitions) + ")";
  }

  Map<String, Object> values() {
    return values;
  }
}
