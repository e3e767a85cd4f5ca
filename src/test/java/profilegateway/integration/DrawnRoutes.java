package profilegateway.integration;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import profilegateway.testing.TestGateway;

/** The ways in which operations are sent: by their text, a hash that somebody registered, or the id of a manifest; by POST, GET or in a batch. */
final class DrawnRoutes {
  private static final JsonMapper JSON = new JsonMapper();

  private final Random random;
  private final Map<String, String> trusted = new LinkedHashMap<>();
  private final Map<Way, Integer> counts = new EnumMap<>(Way.class);

  DrawnRoutes(Random random) {
    this.random = random;
  }

  /** What is counted. */
  private enum Way {
    TEXT,
    HASH,
    TRUSTED_ID,
    POST,
    GET,
    BATCH
  }

  /** One operation, and how it is sent. */
  record Sent(String text, Map<String, Object> members, boolean hasToBeRegistered) {}

  /** A manifest of documents that may be asked by an id. */
  String manifest(List<String> documents) throws IOException {
    documents.forEach(document -> trusted.put(document, "t" + trusted.size()));
    return JSON.writeValueAsString(trusted.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey)));
  }

  Sent sent(String document) {
    String id = trusted.get(document);
    if (id != null && random.nextInt(4) > 0) {
      count(Way.TRUSTED_ID);
      return new Sent(document, Map.of(random.nextBoolean() ? "documentId" : "doc_id", id), false);
    }
    if (random.nextInt(4) == 0) {
      count(Way.HASH);
      return new Sent(document, Map.of("extensions", hash(document)), true);
    }
    count(Way.TEXT);
    return new Sent(document, Map.of("query", document), false);
  }

  /** Has somebody who may read all of it register what is asked by its hash. */
  void register(Sent sent, DrawnCaller server, TestGateway gateway) {
    if (sent.hasToBeRegistered()) {
      var unread = gateway.send(server.signing(
          gateway.postOf(json(Map.of("query", sent.text(), "extensions", hash(sent.text()))))));
      if (unread.statusCode() != 200) {
        throw new AssertionError(unread);
      }
    }
  }

  HttpRequest.Builder request(List<Sent> operations, TestGateway gateway) {
    if (operations.size() > 1) {
      count(Way.BATCH);
      return gateway.postOf(json(operations.stream().map(Sent::members).toList()));
    }
    Map<String, Object> members = operations.get(0).members();
    if (random.nextInt(4) > 0) {
      count(Way.POST);
      return gateway.postOf(json(members));
    }
    count(Way.GET);
    String parameters = members.entrySet().stream()
        .map(member -> member.getKey() + "="
            + URLEncoder.encode(
                member.getValue() instanceof String text ? text : json(member.getValue()),
                StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
    return gateway.request("/graphql?" + parameters).header("Accept", "application/json");
  }

  private void count(Way way) {
    var unused = counts.merge(way, 1, Integer::sum);
  }

  private static Map<String, Object> hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Map.of(
          "persistedQuery", Map.of("version", 1, "sha256Hash", HexFormat.of().formatHex(hash)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** How many operations, and requests, went each way. */
  @Override
  public String toString() {
    return counts.toString();
  }
}
