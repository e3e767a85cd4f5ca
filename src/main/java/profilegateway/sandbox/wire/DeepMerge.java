package profilegateway.sandbox.wire;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change to a JSON object: objects are merged member by member, anything else replaces what was there. Unlike in RFC 7386 a null
 * is a null, because a user attribute that is null is a tag; what is to go is named by JSON pointers (RFC 6901).
 */
public final class DeepMerge {
  private DeepMerge() {}

  /** {@code onto} with {@code change} merged in; both stay as they are. */
  public static ObjectNode merge(ObjectNode onto, ObjectNode change) {
    ObjectNode merged = onto.deepCopy();
    mergeInto(merged, change);
    return merged;
  }

  private static void mergeInto(ObjectNode target, ObjectNode change) {
    change.properties().forEach(member -> {
      if (member.getValue() instanceof ObjectNode inner
          && target.get(member.getKey()) instanceof ObjectNode held) {
        mergeInto(held, inner);
      } else {
        target.set(member.getKey(), member.getValue().deepCopy());
      }
    });
  }

  /**
   * The pointers that an array of text holds; none when it is null.
   *
   * @throws WrongInput when one is no pointer, or points at the whole
   */
  public static List<JsonPointer> pointers(@Nullable ArrayNode texts) {
    List<JsonPointer> pointers = new ArrayList<>();
    if (texts != null) {
      texts.forEach(text -> pointers.add(pointer(text.isTextual() ? text.asText() : "")));
    }
    return pointers;
  }

  /** The pointer that {@code text} writes. */
  public static JsonPointer pointer(String text) {
    if (!text.startsWith("/")) {
      throw new WrongInput("a place in a record is a JSON pointer such as /user_attributes/$city");
    }
    return JsonPointer.compile(text);
  }

  /**
   * Takes what {@code pointer} points at out of {@code root}.
   *
   * @throws WrongInput when there is nothing
   */
  public static void remove(ObjectNode root, JsonPointer pointer) {
    if (root.at(pointer).isMissingNode()) {
      throw new WrongInput("there is nothing to remove at " + pointer);
    }
    JsonNode parent = root.at(pointer.head());
    JsonPointer last = pointer.last();
    if (parent instanceof ObjectNode object) {
      object.remove(last.getMatchingProperty());
    } else if (parent instanceof ArrayNode array) {
      array.remove(last.getMatchingIndex());
    }
  }
}
