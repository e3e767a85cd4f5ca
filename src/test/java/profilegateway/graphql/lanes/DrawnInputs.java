package profilegateway.graphql.lanes;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What fields of one operation are given: as literals, or by variables, which now and then are wrong, null or missing. */
final class DrawnInputs {
  private final Dice dice;
  /** How often an input is wrong: once in so many times. */
  private final int mistakes;

  private final List<String> definitions = new ArrayList<>();
  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

  DrawnInputs(Dice dice, int mistakes) {
    this.dice = dice;
    this.mistakes = mistakes;
  }

  Map<String, @Nullable Object> values() {
    return values;
  }

  String definitions() {
    return definitions.isEmpty() ? "" : "(" + String.join(" ", definitions) + ")";
  }

  String mpid() {
    return given(
        "ID!",
        dice.oneIn(mistakes)
            ? dice.of("0", "abc", "", "007", "9223372036854775808", 42L)
            : dice.of("42", "42", "-5", "9223372036854775807"));
  }

  String mpids() {
    return given("[ID!]!", list(() -> dice.of("42", "-5", "7", "8", "9223372036854775807"), "0"));
  }

  String id() {
    return given("ID!", globalId());
  }

  String ids() {
    return given("[ID!]!", list(this::globalId, "nothing"));
  }

  private String globalId() {
    String text = dice.oneIn(mistakes) ? "User:42" : "Profile:" + dice.of("42", "-5", "7");
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  String identity() {
    String value = dice.oneIn(mistakes) ? "" : dice.of("ann", "bob", "zoë \"z\"");
    String type = dice.oneIn(mistakes) ? "OTHER_ID_5" : dice.of("CUSTOMER_ID", "OTHER");
    return switch (dice.below(4)) {
      case 0 -> "{value: " + given("String!", value) + "}";
      case 1 -> "{type: " + type + ", value: " + given("String!", value) + "}";
      case 2 -> "{type: " + given("ImmutableIdentityType!", new Name(type)) + " value: \"ann\"}";
      default -> {
        Map<String, @Nullable Object> identity = new LinkedHashMap<>();
        identity.put("value", dice.oneIn(mistakes) ? null : value);
        if (dice.oneIn(2)) {
          identity.put("type", new Name(type));
        }
        if (dice.oneIn(mistakes)) {
          identity.put("kind", "x");
        }
        yield given("IdentityInput!", identity);
      }
    };
  }

  String audience() {
    return given("ID!", dice.of("9", "17918", "", dice.oneIn(4) ? 17918 : "10"));
  }

  String audiences() {
    return given("[ID!]", list(() -> dice.of("9", "10", "17918"), "none"));
  }

  String attributeName() {
    return given(
        "String!",
        dice.of("motto", "MOTTO", "free", "Free", "secret", "known", "count", "ключ", "-"));
  }

  String attributeNames() {
    return given("[String!]", list(() -> dice.of("Motto", "free", "secret", "tiers", "LTV"), ""));
  }

  String prefix() {
    return given("String", dice.of("", "m", "M", "$", "f"));
  }

  String types(String type, String... names) {
    return given("[" + type + "!]", list(() -> new Name(dice.of(names)), "email"));
  }

  private List<Object> list(Supplier<Object> item, Object wrong) {
    List<Object> items = new ArrayList<>(dice.some(4, item));
    if (dice.oneIn(mistakes)) {
      items.add(wrong);
    }
    return items;
  }

  /** A value of a type: where it stands, or as a variable. */
  private String given(String type, Object value) {
    if (dice.oneIn(2)) {
      return literal(value);
    }
    if (value instanceof List<?> items && !items.isEmpty() && dice.oneIn(6)) {
      String item = type.substring(1, type.indexOf(']'));
      return items.stream()
          .map(one -> dice.oneIn(2) ? literal(one) : variable(item, one))
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return variable(type, value);
  }

  private String variable(String type, Object value) {
    String name = "v" + definitions.size();
    boolean hasDefault = dice.oneIn(8);
    String declared = hasDefault && type.endsWith("!") && dice.oneIn(2)
        ? type.substring(0, type.length() - 1)
        : type;
    definitions.add("$" + name + ": " + declared + (hasDefault ? " = " + literal(value) : ""));
    if (!hasDefault || dice.oneIn(2)) {
      if (dice.oneIn(mistakes)) {
        Function<String, @Nullable Object> wrong = dice.of(
            key -> null,
            key -> 5,
            key -> true,
            key -> List.of(),
            key -> Map.of(),
            key -> "x",
            key -> List.of(1));
        values.put(name, wrong.apply(name));
      } else if (!dice.oneIn(mistakes)) {
        values.put(name, json(value));
      }
    }
    return "$" + name;
  }

  /** The name of an enum's value: text in JSON, and no text in a document. */
  private record Name(String text) {}

  private static @Nullable Object json(@Nullable Object value) {
    if (value instanceof Name name) {
      return name.text;
    }
    if (value instanceof List<?> items) {
      return new ArrayList<>(items.stream().map(DrawnInputs::json).toList());
    }
    if (value instanceof Map<?, ?> members) {
      Map<Object, @Nullable Object> json = new LinkedHashMap<>();
      members.forEach((key, member) -> json.put(key, json(member)));
      return json;
    }
    return value;
  }

  private static String literal(@Nullable Object value) {
    if (value instanceof String text) {
      return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
    if (value instanceof Name name) {
      return name.text;
    }
    if (value instanceof List<?> items) {
      return items.stream().map(DrawnInputs::literal).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Map<?, ?> members) {
      return members.entrySet().stream()
          .map(member -> member.getKey() + ": " + literal(member.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return String.valueOf(value);
  }
}
