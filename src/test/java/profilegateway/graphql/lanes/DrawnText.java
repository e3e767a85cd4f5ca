package profilegateway.graphql.lanes;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.JsonNumber;

/** Text and JSON that is hard to write. */
final class DrawnText {
  private static final List<String> TEXTS = List.of(
      "",
      "-",
      " ",
      "New York",
      "Zürich",
      "東京",
      "a\"b\\c/d",
      "\u0000\u0001\b\t\n\f\r\u001f\u007f\u0080\u00ff",
      "\u2028\u2029\ufeff\uffff",
      "😀 and more 👩‍👩‍👧",
      "\ud83d",
      "\ude00\ud83d",
      "</script>",
      "true",
      "TRUE",
      "342.1",
      "4",
      "4.0",
      " 4e0 ",
      "9007199254740993",
      "NaN",
      "2019-11-25T17:44:43.462Z",
      "2019-11-25t17:44:43.4629+02:00",
      "0000-01-01T00:00:00Z",
      "GOLD",
      "Silver Medal",
      "wild",
      "x".repeat(3000));
  private static final List<String> NUMBERS = List.of(
      "0",
      "-0",
      "1",
      "342.1",
      "1.10",
      "1e5",
      "1E-7",
      "-12.5e+3",
      "123456789012345",
      "9007199254740992",
      "9007199254740993",
      "-9007199254740993",
      "9223372036854775808",
      "1234567890123456.5",
      "123456789012345678901234567890",
      "2147483648");

  private DrawnText() {}

  static String text(Dice dice) {
    return dice.in(TEXTS);
  }

  static @Nullable Object json(Dice dice, int depth) {
    return switch (dice.below(depth == 0 ? 4 : 7)) {
      case 0 -> new JsonNumber(dice.in(NUMBERS));
      case 1 -> dice.oneIn(2);
      case 2, 3 -> text(dice);
      case 4 -> dice.some(3, () -> item(dice, depth));
      case 5 -> Map.of(text(dice), item(dice, depth));
      default -> null;
    };
  }

  private static Object item(Dice dice, int depth) {
    Object item = json(dice, depth - 1);
    return item == null ? "null" : item;
  }
}
