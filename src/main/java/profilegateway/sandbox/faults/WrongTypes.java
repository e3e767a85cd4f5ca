package profilegateway.sandbox.faults;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import profilegateway.sandbox.wire.DeepMerge;
import profilegateway.sandbox.wire.Members;
import profilegateway.sandbox.wire.WrongInput;

/** A good answer in which a value, or every one at the top, has another type than it should. */
final class WrongTypes {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private WrongTypes() {}

  static Misbehaviour read(Members parameters) {
    String field = parameters.optionalText("field");
    UnaryOperator<JsonNode> change = change(parameters.text("as", "another"));
    if (field == null) {
      return AlteredAnswer.edited(answer -> changeAll(answer, change));
    }
    JsonPointer pointer = DeepMerge.pointer(field.startsWith("/") ? field : "/" + field);
    return AlteredAnswer.edited(answer -> changeOne(answer, pointer, change));
  }

  private static UnaryOperator<JsonNode> change(String as) {
    return switch (as) {
      case "another" -> WrongTypes::another;
      case "text" ->
        value -> NODES.textNode(value.isValueNode() ? value.asText() : value.toString());
      case "number" -> value -> NODES.numberNode(42);
      case "double" -> value -> NODES.numberNode(value.asDouble(0.5));
      case "boolean" -> value -> NODES.booleanNode(true);
      case "null" -> value -> NODES.nullNode();
      case "object" -> value -> NODES.objectNode().set("value", value);
      case "array" -> value -> NODES.arrayNode().add(value);
      default ->
        throw new WrongInput(
            "a fault: as is one of text, number, double, boolean, null, object, array, or left out");
    };
  }

  private static JsonNode another(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> NODES.objectNode().set("value", value);
      case OBJECT -> NODES.arrayNode().add(value);
      case STRING -> NODES.numberNode(42);
      default -> NODES.textNode(value.asText());
    };
  }

  private static void changeAll(ObjectNode answer, UnaryOperator<JsonNode> change) {
    List<String> names = new ArrayList<>();
    answer.fieldNames().forEachRemaining(names::add);
    names.forEach(name -> answer.set(name, change.apply(answer.path(name))));
  }

  /** Leaves an answer without such a field as it is. */
  private static void changeOne(
      ObjectNode answer, JsonPointer pointer, UnaryOperator<JsonNode> change) {
    JsonNode value = answer.at(pointer);
    JsonNode parent = answer.at(pointer.head());
    JsonPointer last = pointer.last();
    if (value.isMissingNode()) {
      return;
    }
    if (parent instanceof ObjectNode object) {
      object.set(last.getMatchingProperty(), change.apply(value));
    } else if (parent instanceof ArrayNode array) {
      array.set(last.getMatchingIndex(), change.apply(value));
    }
  }
}
