package profilegateway.integration;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Names what is selected: with an alias or without, and never two different fields by one name, which would not merge. */
final class DrawnFields {
  private static final int ALIASES = 12;

  private final Random dice;
  private final DrawnVariables variables;
  private final Map<String, String> fieldByKey = new HashMap<>();
  private int further;

  DrawnFields(Random dice, DrawnVariables variables) {
    this.dice = dice;
    this.variables = variables;
  }

  /** A field under a name that is its own within {@code scope}; shared with the same field elsewhere. */
  String field(String scope, String field) {
    String name = field.contains("(") ? field.substring(0, field.indexOf('(')) : field;
    if (dice.nextInt(3) > 0 && isFree(scope, name, field)) {
      return field;
    }
    String alias = "a" + dice.nextInt(ALIASES);
    while (!isFree(scope, alias, field)) {
      alias = "b" + further++;
    }
    return alias + ": " + field;
  }

  private boolean isFree(String scope, String key, String field) {
    return fieldByKey.computeIfAbsent(scope + "." + key, free -> field).equals(field);
  }

  /** Mostly none; {@code @skip}, {@code @include}, or both. */
  String directives() {
    return switch (dice.nextInt(10)) {
      case 0 -> " @skip(if: " + variables.condition() + ")";
      case 1 -> " @include(if: " + variables.condition() + ")";
      case 2 ->
        " @include(if: " + variables.condition() + ") @skip(if: " + variables.condition() + ")";
      default -> "";
    };
  }

  /** One or two of the fields of an object that has no arguments. */
  String someOf(String scope, List<String> names) {
    StringBuilder text = new StringBuilder(" {");
    for (int left = 1 + dice.nextInt(2); left > 0; left--) {
      text.append(' ')
          .append(field(scope, names.get(dice.nextInt(names.size()))))
          .append(directives());
    }
    return text.append(" }").toString();
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(dice.nextInt(choices.size()));
  }
}
