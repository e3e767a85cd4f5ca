package profilegateway.sandbox.faults;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import profilegateway.sandbox.traffic.Exchange;
import profilegateway.sandbox.wire.Answer;
import profilegateway.sandbox.wire.DeepMerge;
import profilegateway.sandbox.wire.Json;
import profilegateway.sandbox.wire.Members;
import profilegateway.sandbox.wire.WrongInput;

/** Faults in a good answer. One that is not good (a 404, say) passes as it is. */
final class AlteredAnswer {
  private static final String ACCENTED = "Orl\u00e9ans";

  private AlteredAnswer() {}

  /** Anything merged over the answer, nulls staying nulls; and what is to be taken out of it. */
  static Misbehaviour overwrite(Members parameters) {
    ObjectNode with = parameters.object("with");
    List<JsonPointer> removals = DeepMerge.pointers(parameters.array("remove"));
    if (with == null && removals.isEmpty()) {
      throw new WrongInput(
          "a fault: overwrite has a with (an object), a remove (JSON pointers), or both");
    }
    return json(answer -> {
      ObjectNode merged = DeepMerge.merge(answer, with == null ? Json.object() : with);
      // What is not in this answer was not asked for.
      removals.stream()
          .filter(pointer -> !merged.at(pointer).isMissingNode())
          .forEach(pointer -> DeepMerge.remove(merged, pointer));
      return merged;
    });
  }

  /** The profile under another mpid than was asked for: the given one, else the next. */
  static Misbehaviour otherMpid(Members parameters) {
    Long other = parameters.mpid("otherMpid");
    return edited(
        answer -> answer.put("mpid", other == null ? answer.path("mpid").longValue() + 1 : other));
  }

  static Misbehaviour noExpiresIn(Members parameters) {
    return edited(answer -> answer.remove("expires_in"));
  }

  static Misbehaviour nullToken(Members parameters) {
    return edited(answer -> answer.putNull("access_token"));
  }

  /** An answer with a text that is not UTF-8, in a member nobody knows and, where there are any, in an attribute and the token. */
  static Misbehaviour notUtf8(Members parameters) {
    return altered(body -> {
      ObjectNode answer = Json.readObject(body.getBytes(), "an answer").put("note", ACCENTED);
      if (answer.path("user_attributes") instanceof ObjectNode attributes) {
        attributes.put("$city", ACCENTED);
      }
      if (answer.has("access_token")) {
        answer.put("access_token", ACCENTED);
      }
      return Buffer.buffer(Json.write(answer).toString().getBytes(StandardCharsets.ISO_8859_1));
    });
  }

  /** An answer with one member more, of arrays in arrays. */
  static Misbehaviour deep(Members parameters) {
    int depth = (int) parameters.integer("depth", 1, 10_000_000, 100_000);
    // Written as text: a tree this deep could not be written out again.
    String nested = ",\"nested\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
    return altered(body -> body.slice(0, body.length() - 1).copy().appendString(nested));
  }

  static Misbehaviour edited(Consumer<ObjectNode> edit) {
    return json(answer -> {
      edit.accept(answer);
      return answer;
    });
  }

  private static Misbehaviour json(UnaryOperator<ObjectNode> edit) {
    return altered(body -> Json.write(edit.apply(Json.readObject(body.getBytes(), "an answer"))));
  }

  private static Misbehaviour altered(UnaryOperator<Buffer> edit) {
    return (Exchange exchange, Answer proper) ->
        exchange.send(proper.status() == 200 ? proper.withBody(edit.apply(proper.body())) : proper);
  }
}
