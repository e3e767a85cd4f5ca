package profilegateway.graphql.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands in a document for a value: a constant, a variable, or a list or object in which there are variables. */
sealed interface Given {

  /** The coerced value, null where it is null or not given, or {@link Form#DOUBTFUL}; of variables at their places. */
  @Nullable
  Object value(@Nullable Object[] variables);

  record Constant(@Nullable Object value) implements Given {
    @Override
    public @Nullable Object value(@Nullable Object[] variables) {
      return value;
    }
  }

  /** A variable; where a value is {@code required}, none is doubtful. */
  record Variable(int place, boolean required) implements Given {
    @Override
    public @Nullable Object value(@Nullable Object[] variables) {
      Object value = variables[place];
      return value == null && required ? Form.DOUBTFUL : value;
    }
  }

  /** A list; an item that is null is doubtful. */
  record Items(List<Given> items) implements Given {
    @Override
    public Object value(@Nullable Object[] variables) {
      List<Object> values = new ArrayList<>(items.size());
      for (Given item : items) {
        Object value = item.value(variables);
        if (value == null || value == Form.DOUBTFUL) {
          return Form.DOUBTFUL;
        }
        values.add(value);
      }
      return values;
    }
  }

  /** An input object, which its form completes; a member that is null is doubtful. */
  record Members(Map<String, Given> members, Form form) implements Given {
    @Override
    public Object value(@Nullable Object[] variables) {
      Map<String, Object> values = new LinkedHashMap<>();
      for (Map.Entry<String, Given> member : members.entrySet()) {
        Object value = member.getValue().value(variables);
        if (value == null || value == Form.DOUBTFUL) {
          return Form.DOUBTFUL;
        }
        values.put(member.getKey(), value);
      }
      return form.of(values);
    }
  }
}
