package profilegateway.graphql.plan;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.JsonNumber;

/** Writes JSON values: text, booleans, numbers ({@link JsonNumber} among them), lists, and maps with text keys. */
public final class JsonValue {
  private JsonValue() {}

  /** Writes a value or null. Returns false if the value has no form in JSON; a part of it may be written then. */
  public static boolean write(@Nullable Object value, JsonBytes out) {
    if (value == null) {
      out.writeNull();
    } else if (value instanceof String text) {
      out.text(text);
    } else if (value instanceof Boolean flag) {
      out.flag(flag);
    } else if (value instanceof JsonNumber number) {
      if (number.isRounded()) {
        out.text(number.text());
      } else {
        out.number(number.text());
      }
    } else if (value instanceof Integer || value instanceof Long) {
      out.number(value.toString());
    } else if (value instanceof Double number && Double.isFinite(number)) {
      out.number(number.toString());
    } else if (value instanceof List<?> items) {
      return items(items, out);
    } else {
      return value instanceof Map<?, ?> members && members(members, out);
    }
    return true;
  }

  private static boolean items(List<?> items, JsonBytes out) {
    out.raw('[');
    boolean isFirst = true;
    for (Object item : items) {
      if (!isFirst) {
        out.raw(',');
      }
      isFirst = false;
      if (!write(item, out)) {
        return false;
      }
    }
    out.raw(']');
    return true;
  }

  private static boolean members(Map<?, ?> members, JsonBytes out) {
    out.raw('{');
    boolean isFirst = true;
    for (Map.Entry<?, ?> member : members.entrySet()) {
      if (!isFirst) {
        out.raw(',');
      }
      isFirst = false;
      out.text((String) member.getKey());
      out.raw(':');
      if (!write(member.getValue(), out)) {
        return false;
      }
    }
    out.raw('}');
    return true;
  }
}
