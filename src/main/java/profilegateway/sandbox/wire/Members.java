package profilegateway.sandbox.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of an object that a person wrote. What is read is known; {@link #nothingElse} refuses the rest, so that
 * a misspelt key is told and not passed over. A member that is null counts as left out.
 */
public final class Members {
  private final ObjectNode object;
  private final String what;
  private final Set<String> known = new LinkedHashSet<>();

  /**
   * Reads {@code object}.
   *
   * @param what what the object is, for messages: "a fault"
   */
  public Members(ObjectNode object, String what) {
    this.object = object;
    this.what = what;
  }

  /** Whether the member is there, null or not. */
  public boolean has(String name) {
    known.add(name);
    return object.has(name);
  }

  /** The member's value, or null when it is left out. */
  public @Nullable JsonNode value(String name) {
    known.add(name);
    JsonNode value = object.get(name);
    return value == null || value.isNull() ? null : value;
  }

  public @Nullable String optionalText(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      throw new WrongInput("%s: %s is text".formatted(what, name));
    }
    return value.asText();
  }

  public String text(String name) {
    String text = optionalText(name);
    if (text == null) {
      throw new WrongInput("%s has a %s (text)".formatted(what, name));
    }
    return text;
  }

  public String text(String name, String otherwise) {
    String text = optionalText(name);
    return text == null ? otherwise : text;
  }

  public boolean flag(String name, boolean otherwise) {
    JsonNode value = value(name);
    if (value != null && !value.isBoolean()) {
      throw new WrongInput("%s: %s is true or false".formatted(what, name));
    }
    return value == null ? otherwise : value.booleanValue();
  }

  public @Nullable Long optionalInteger(String name, long least, long most) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    boolean fits = value.isIntegralNumber()
        && value.canConvertToLong()
        && value.longValue() >= least
        && value.longValue() <= most;
    if (!fits) {
      throw new WrongInput(
          "%s: %s is a whole number from %d to %d".formatted(what, name, least, most));
    }
    return value.longValue();
  }

  public long integer(String name, long least, long most) {
    Long value = optionalInteger(name, least, most);
    if (value == null) {
      throw new WrongInput(
          "%s has a %s (a whole number from %d to %d)".formatted(what, name, least, most));
    }
    return value;
  }

  public long integer(String name, long least, long most, long otherwise) {
    Long value = optionalInteger(name, least, most);
    return value == null ? otherwise : value;
  }

  /** A number from 0 to 1. */
  public double fraction(String name, double otherwise) {
    JsonNode value = value(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.isNumber() || value.doubleValue() < 0 || value.doubleValue() > 1) {
      throw new WrongInput("%s: %s is a number from 0 to 1".formatted(what, name));
    }
    return value.doubleValue();
  }

  /** An mpid as a number or as text, or null when it is left out. */
  public @Nullable Long mpid(String name) {
    JsonNode value = value(name);
    Long mpid = value == null ? null : Mpid.read(value, true);
    if (value != null && mpid == null) {
      throw new WrongInput(
          "%s: %s is a 64-bit integer other than 0, as a number or as text".formatted(what, name));
    }
    return mpid;
  }

  public @Nullable ObjectNode object(String name) {
    JsonNode value = value(name);
    if (value == null || value instanceof ObjectNode) {
      return (ObjectNode) value;
    }
    throw new WrongInput("%s: %s is an object".formatted(what, name));
  }

  public @Nullable ArrayNode array(String name) {
    JsonNode value = value(name);
    if (value == null || value instanceof ArrayNode) {
      return (ArrayNode) value;
    }
    throw new WrongInput("%s: %s is an array".formatted(what, name));
  }

  /** Refuses members that nobody read. */
  public void nothingElse() {
    object.fieldNames().forEachRemaining(name -> {
      if (!known.contains(name)) {
        throw new WrongInput(
            "%s has no %s; it has %s".formatted(what, name, String.join(", ", known)));
      }
    });
  }
}
