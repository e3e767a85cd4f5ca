package profilegateway.graphql.rights;

import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.Directive;
import graphql.language.StringValue;
import graphql.language.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The argument {@code scopes} of a directive: alternatives, each a list of scopes that are needed together. */
public final class ScopeLists {
  /** What a scope is made of (RFC 6749, section 3.3). */
  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

  private static final String FORM =
      "takes a list of lists for `scopes`, such as [[\"a\", \"b\"], [\"c\"]]: a and b, or c";

  private ScopeLists() {}

  /** What is wrong with the scopes of a directive, as the end of a sentence; null when it is right, or has none. */
  public static @Nullable String problem(Directive directive) {
    if (!directive.getName().equals(Rights.SCOPES)
        && !directive.getName().equals(Rights.OWNER_OR_SCOPES)) {
      return null;
    }
    // GraphQL would take ["a", "b"] for [["a"], ["b"]]: either is enough. Whoever writes that may
    // mean both.
    if (!(value(directive) instanceof ArrayValue lists)) {
      return FORM;
    }
    if (lists.getValues().isEmpty()) {
      return "has no scopes, so that nobody could ever have them";
    }
    for (Value<?> list : lists.getValues()) {
      String problem = list instanceof ArrayValue scopes ? problem(scopes) : FORM;
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  private static @Nullable String problem(ArrayValue scopes) {
    if (scopes.getValues().isEmpty()) {
      return "has an empty list of scopes, so that everybody would have them";
    }
    for (Value<?> scope : scopes.getValues()) {
      if (!(scope instanceof StringValue text)) {
        return FORM;
      }
      if (!SCOPE.matcher(text.getValue()).matches()) {
        return "names a scope that no token can hold: a scope is not empty, and has no blanks, quotes or backslashes";
      }
    }
    return null;
  }

  /** The scopes of a directive that has no problem. */
  static List<Set<String>> read(Directive directive) {
    String problem = problem(directive);
    if (problem != null) {
      throw new IllegalArgumentException("@" + directive.getName() + " " + problem);
    }
    List<Set<String>> alternatives = new ArrayList<>();
    ArrayValue lists = (ArrayValue) Objects.requireNonNull(value(directive));
    for (Value<?> list : lists.getValues()) {
      Set<String> scopes = new HashSet<>();
      for (Value<?> scope : ((ArrayValue) list).getValues()) {
        scopes.add(((StringValue) scope).getValue());
      }
      alternatives.add(Set.copyOf(scopes));
    }
    return List.copyOf(alternatives);
  }

  private static @Nullable Value<?> value(Directive directive) {
    Argument scopes = directive.getArgument("scopes");
    return scopes == null ? null : scopes.getValue();
  }
}
