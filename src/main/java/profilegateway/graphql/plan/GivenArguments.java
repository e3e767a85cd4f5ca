package profilegateway.graphql.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a document gives to one field. */
final class GivenArguments {
  private final String[] names;
  private final List<Given> values;

  GivenArguments(List<String> names, List<Given> values) {
    this.names = names.toArray(String[]::new);
    this.values = List.copyOf(values);
  }

  /** The coerced arguments, of variables at their places; null where one is doubtful. */
  @Nullable
  Arguments of(@Nullable Object[] variables) {
    @Nullable Object[] coerced = new Object[names.length];
    for (int i = 0; i < coerced.length; i++) {
      coerced[i] = values.get(i).value(variables);
      if (coerced[i] == Form.DOUBTFUL) {
        return null;
      }
    }
    return name -> {
      for (int i = 0; i < names.length; i++) {
        if (names[i].equals(name)) {
          return coerced[i];
        }
      }
      return null;
    };
  }
}
