package profilegateway.integration;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Draws valid operations over the schema. Each asks of few people and by every route there is, so that the same one is
 * often asked for in several places.
 */
final class OperationGenerator {
  static final String VIEWER = "Example-Customer-mxr15";

  private final Random dice;

  OperationGenerator(long seed) {
    this.dice = new Random(seed);
  }

  RandomOperation next() {
    return new Drawing().operation();
  }

  /** One operation in the making. */
  private final class Drawing {
    private final DrawnVariables variables = new DrawnVariables(dice);
    private final DrawnFields fields = new DrawnFields(dice, variables);
    private final DrawnSelections selections = new DrawnSelections(dice, variables, fields);
    private final List<String> mpids = Stream.generate(OperationGenerator.this::mpid)
        .limit(1 + dice.nextInt(4))
        .toList();
    private final List<String> fragmentsOnQuery = new ArrayList<>();

    RandomOperation operation() {
      String selection = ofQuery(0);
      List<String> definitions = new ArrayList<>();
      definitions.add("query Asked" + variables.definitions() + selection);
      definitions.addAll(fragmentsOnQuery);
      definitions.addAll(selections.fragments());
      if (dice.nextInt(4) == 0) {
        definitions.add("query NotAsked { viewer { attribution deviceIdentities { value } } }");
      }
      return new RandomOperation(String.join("\n", definitions), "Asked", variables.values());
    }

    private String ofQuery(int depth) {
      StringBuilder text = new StringBuilder(" {");
      for (int left = 1 + dice.nextInt(3); left > 0; left--) {
        text.append("\n ").append(selection(depth));
      }
      return text.append("\n}").toString();
    }

    private String selection(int depth) {
      int kind = depth == 2 ? 9 : dice.nextInt(10);
      if (kind == 0) {
        return "..." + fields.oneOf(List.of("", " on Query")) + fields.directives()
            + ofQuery(depth + 1);
      }
      if (kind == 1) {
        String body = ofQuery(depth + 1);
        String name = "Q" + fragmentsOnQuery.size();
        fragmentsOnQuery.add("fragment " + name + " on Query" + body);
        return "..." + name + fields.directives();
      }
      return field();
    }

    private String field() {
      return switch (dice.nextInt(9)) {
        case 0, 1 -> rooted("profile(mpid: " + one(mpid()) + ")", selections.ofProfile());
        case 2, 3 ->
          rooted("profiles(mpids: " + several(mpidsWithRepeats()) + ")", selections.ofProfile());
        case 4 -> rooted("node(id: " + one(id(mpid())) + ")", selections.ofNode());
        case 5 ->
          rooted(
              "nodes(ids: " + several(mpidsWithRepeats().stream().map(this::id).toList()) + ")",
              selections.ofNode());
        case 6, 7 ->
          rooted("profileByIdentity(identity: " + identity() + ")", selections.ofProfile());
        default -> rooted("viewer", selections.ofProfile());
      };
    }

    private String rooted(String field, String selection) {
      return fields.field("Query", field) + fields.directives() + selection;
    }

    private String mpid() {
      return fields.oneOf(mpids);
    }

    private List<String> mpidsWithRepeats() {
      return Stream.generate(this::mpid).limit(dice.nextInt(6)).toList();
    }

    private String one(String value) {
      return dice.nextBoolean() ? DrawnVariables.quoted(value) : variables.text("ID", value, false);
    }

    private String several(List<String> values) {
      return switch (dice.nextInt(4)) {
        case 0 -> variables.list(values);
        case 1 -> "[" + String.join(", ", values.stream().map(this::item).toList()) + "]";
        // A single value stands for a list of one.
        case 2 ->
          values.size() == 1
              ? DrawnVariables.quoted(values.get(0))
              : DrawnVariables.literal(values);
        default -> DrawnVariables.literal(values);
      };
    }

    private String item(String value) {
      return dice.nextBoolean() ? DrawnVariables.quoted(value) : variables.text("ID", value, true);
    }

    private String identity() {
      String customer = dice.nextInt(4) == 0 ? VIEWER : "customer-" + mpid();
      return switch (dice.nextInt(4)) {
        case 0 -> variables.identity(customer);
        case 1 -> "{value: " + variables.text("String", customer, false) + "}";
        case 2 -> "{type: CUSTOMER_ID, value: " + DrawnVariables.quoted(customer) + "}";
        default -> "{value: " + DrawnVariables.quoted(customer) + "}";
      };
    }

    private String id(String mpid) {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(("Profile:" + mpid).getBytes(StandardCharsets.US_ASCII));
    }
  }

  private String mpid() {
    long drawn = dice.nextLong();
    return Long.toString(drawn == 0 ? 1 : drawn);
  }
}
