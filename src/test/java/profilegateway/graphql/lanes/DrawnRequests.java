package profilegateway.graphql.lanes;

import java.util.ArrayList;
import java.util.List;

/** Draws requests: most of the plain shape, some with mistakes, some that no plan takes. */
final class DrawnRequests {
  private final Dice dice;
  private final DrawnInputs inputs;
  private final DrawnSelection selection;

  private DrawnRequests(Dice dice) {
    this.dice = dice;
    this.inputs = new DrawnInputs(dice, dice.oneIn(4) ? 6 : 1_000);
    this.selection = new DrawnSelection(dice, inputs, dice.oneIn(2), dice.oneIn(12));
  }

  static DrawnRequest of(Dice dice) {
    return new DrawnRequests(dice).request();
  }

  private DrawnRequest request() {
    List<String> roots = new ArrayList<>();
    roots.add(root(dice.below(3)));
    while (roots.size() < 3 && dice.oneIn(2)) {
      roots.add(root(dice.oneIn(8) ? 9 : dice.below(8)));
    }
    String body = " { " + String.join(" ", roots) + " }";
    List<String> definitions = new ArrayList<>();
    definitions.add((dice.oneIn(2) ? "query Asked" : "query") + inputs.definitions() + body);
    definitions.addAll(selection.fragments());
    boolean several = dice.oneIn(12);
    if (several) {
      definitions.add("query Other { viewer { mpid } }");
    }
    String name = several && !dice.oneIn(4) ? "Other" : dice.oneIn(20) ? "Nobody" : null;
    return new DrawnRequest(String.join("\n", definitions), name, inputs.values());
  }

  private String root(int kind) {
    String alias = dice.oneIn(3) ? "r" + dice.below(9) + ": " : "";
    return switch (kind) {
      case 0 -> alias + "viewer " + selection.ofProfile();
      case 1 -> alias + "profile(mpid: " + inputs.mpid() + ") " + selection.ofProfile();
      case 2 -> alias + "profiles(mpids: " + inputs.mpids() + ") " + selection.ofProfile();
      case 3 ->
        alias + "profileByIdentity(identity: " + inputs.identity() + ") " + selection.ofProfile();
      case 4 -> alias + "node(id: " + inputs.id() + ") " + selection.ofNode();
      case 5 -> alias + "nodes(ids: " + inputs.ids() + ") " + selection.ofNode();
      case 6 -> "... { " + root(dice.below(6)) + " }";
      case 7 -> {
        String body = "{ " + root(dice.below(6)) + " }";
        selection
            .fragments()
            .add("fragment Q" + selection.fragments().size() + " on Query " + body);
        yield "...Q" + (selection.fragments().size() - 1);
      }
      default -> dice.of("__typename", "__schema { queryType { name } }", "nothing");
    };
  }
}
