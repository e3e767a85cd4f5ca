package profilegateway.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attribute as it is stored. A value of JSON null is a tag: having the name is the information (Profile API, the
 * record).
 *
 * @param name as stored, in the case it is stored in
 * @param json a JSON value, as {@link JsonNumber} describes; null for a tag
 */
public record UserAttribute(String name, @Nullable Object json) {
  public UserAttribute {
    name = Shared.text(name);
  }

  /** How an attribute is stored. */
  public enum Kind {
    SINGLE,
    LIST,
    TAG
  }

  public Kind kind() {
    if (json == null) {
      return Kind.TAG;
    }
    return json instanceof List ? Kind.LIST : Kind.SINGLE;
  }

  /** All values as text: one for a single value, none for a tag, and of a list those that are not null. */
  public List<String> texts() {
    if (json == null) {
      return List.of();
    }
    if (!(json instanceof List<?> items)) {
      return List.of(text(json));
    }
    List<String> texts = new ArrayList<>(items.size());
    for (Object item : items) {
      if (item != null) {
        texts.add(text(item));
      }
    }
    return texts;
  }

  /** A value as text: as it is for text, as it was written for a number or boolean, compact JSON for anything else. */
  public static String text(Object json) {
    if (json instanceof String text) {
      return text;
    }
    if (json instanceof JsonNumber number) {
      return number.text();
    }
    return json instanceof List || json instanceof Map ? JsonText.of(json) : json.toString();
  }

  @Override
  public String toString() {
    return "UserAttribute[" + kind() + " ***]";
  }
}
