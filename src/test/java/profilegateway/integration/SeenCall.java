package profilegateway.integration;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Calls of the Profile API as text that can be compared: who was asked for, and the parts in the order of the alphabet. */
final class SeenCall {
  private SeenCall() {}

  static String text(String person, Collection<String> parts) {
    return person + " " + parts.stream().sorted().toList();
  }

  static String customer(String id) {
    return "customer_id " + id;
  }

  /** The calls for profiles among requests that the sandbox saw, sorted; one that names a part twice stands out. */
  static List<String> in(JsonNode requests) {
    List<String> calls = new ArrayList<>();
    for (JsonNode entry : requests) {
      if (!entry.path("kind").asText().equals("token")) {
        JsonNode identity = entry.path("identity");
        String person = identity.isObject()
            ? identity.path("type").asText() + " " + identity.path("value").asText()
            : entry.path("mpid").asText();
        calls.add(text(person, texts(entry.path("fields"))));
      }
    }
    return calls.stream().sorted().toList();
  }

  static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
