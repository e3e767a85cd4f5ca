package profilegateway.graphql;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import profilegateway.access.Caller;
import profilegateway.config.Introspection;

/** Who may introspect. It is all or nothing: what is told of the schema does not differ by caller. */
final class IntrospectionRule {
  private static final Set<String> FIELDS = Set.of("__schema", "__type");

  private final Introspection setting;

  IntrospectionRule(Introspection setting) {
    this.setting = setting;
  }

  boolean allows(Caller caller) {
    return switch (setting) {
      case ON -> true;
      case AUTHENTICATED ->
        caller.kind() != Caller.Kind.ANONYMOUS || caller.scopes().all();
      case OFF -> false;
    };
  }

  /** Whom it is for, where somebody may not. */
  String sentence() {
    return setting == Introspection.OFF
        ? "This gateway does not tell its schema; its operator has it as a file."
        : "This gateway tells its schema to callers who say who they are: send an access token.";
  }

  /** Whether an operation of a valid document introspects, which it can at its root only. */
  static boolean isIn(Document document, OperationDefinition operation) {
    Set<String> fragments = new HashSet<>();
    Deque<SelectionSet> open = new ArrayDeque<>();
    open.push(operation.getSelectionSet());
    while (!open.isEmpty()) {
      for (Selection<?> selection : open.pop().getSelections()) {
        if (selection instanceof Field field && FIELDS.contains(field.getName())) {
          return true;
        }
        if (selection instanceof InlineFragment inline) {
          open.push(inline.getSelectionSet());
        } else if (selection instanceof FragmentSpread spread && fragments.add(spread.getName())) {
          document.getDefinitionsOfType(FragmentDefinition.class).stream()
              .filter(fragment -> fragment.getName().equals(spread.getName()))
              .forEach(fragment -> open.push(fragment.getSelectionSet()));
        }
      }
    }
    return false;
  }
}
