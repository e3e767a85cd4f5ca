package profilegateway.access.persisted;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a manifest of documents by id, as the tools of clients write them: {@code apollo-persisted-query-manifest}, or an
 * object with an id and a text for each, as the Relay compiler and graphql-codegen do.
 */
final class Manifest {
  private static final String APOLLO = "apollo-persisted-query-manifest";
  private static final int LONGEST_TEXT = 1024 * 1024;

  private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(LONGEST_TEXT).build())
          .build())
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .build();

  private final Map<String, String> texts = new LinkedHashMap<>();

  private Manifest() {}

  /**
   * The texts in a manifest by their ids.
   *
   * @throws UnusableManifest when it is none
   */
  static Map<String, String> read(String manifest) {
    JsonNode root;
    try {
      root = JSON.readTree(manifest);
    } catch (JsonProcessingException invalid) {
      // Its words would quote what stands there.
      throw new UnusableManifest("is not valid JSON");
    }
    Manifest read = new Manifest();
    if (!root.isObject()) {
      throw new UnusableManifest("is not a JSON object");
    }
    if (root.path("operations").isArray()) {
      read.addApollo(root);
    } else {
      root.properties().forEach(entry -> read.add(entry.getKey(), entry.getValue()));
    }
    return read.texts;
  }

  private void addApollo(JsonNode root) {
    if (!root.path("format").asText().equals(APOLLO) || root.path("version").asInt() != 1) {
      throw new UnusableManifest(
          "has operations, but is not of the format " + APOLLO + " in version 1");
    }
    for (JsonNode operation : root.path("operations")) {
      add(operation.path("id").textValue(), operation.path("body"));
    }
  }

  private void add(@Nullable String id, JsonNode text) {
    int number = texts.size() + 1;
    if (id == null || id.isBlank()) {
      throw new UnusableManifest("has no id for document " + number);
    }
    String document = text.textValue();
    if (document == null || document.isBlank()) {
      throw new UnusableManifest("has no text for document " + number);
    }
    String before = texts.putIfAbsent(DocumentId.plain(id), document);
    if (before != null && !before.equals(document)) {
      throw new UnusableManifest("has two texts for the id of document " + number);
    }
  }
}
