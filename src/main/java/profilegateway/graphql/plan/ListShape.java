package profilegateway.graphql.plan;

import java.util.List;

/** A list. A null in it is not plain where the type of its items takes none. */
record ListShape(Shape item, boolean required) implements Shape {
  @Override
  public boolean write(Object value, Arguments[] bound, JsonBytes out) {
    if (!(value instanceof List<?> items)) {
      return false;
    }
    out.raw('[');
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        out.raw(',');
      }
      Object one = items.get(i);
      if (one == null) {
        if (required) {
          return false;
        }
        out.writeNull();
      } else if (!item.write(one, bound, out)) {
        return false;
      }
    }
    out.raw(']');
    return true;
  }
}
