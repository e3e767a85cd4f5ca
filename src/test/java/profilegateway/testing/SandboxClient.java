package profilegateway.testing;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Calls a sandbox as anybody could: over HTTP, with a client that shares nothing with it. */
public final class SandboxClient {
  /** Every part of a profile. */
  public static final String ALL =
      "device_identities,user_identities,user_attributes,audience_memberships,attribution";

  private static final JsonMapper JSON = JsonMapper.builder()
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
      .build();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;

  public SandboxClient(int port) {
    this.base = "http://127.0.0.1:" + port;
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<String> answer =
          http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
      rememberTokens(answer);
      return answer;
    } catch (InterruptedException interrupted) {
      throw new IOException(interrupted);
    }
  }

  /** No log may have one. */
  private static void rememberTokens(HttpResponse<String> answer) {
    String path = answer.request().uri().getPath();
    if (answer.statusCode() != 200) {
      return;
    }
    if (path.startsWith("/__sandbox/tokens/")) {
      PersonalData.remember(answer.body());
    } else if (path.equals("/__sandbox/tokens")) {
      json(answer).findValuesAsText("token").forEach(PersonalData::remember);
    } else if (path.equals("/oauth/token")) {
      PersonalData.remember(json(answer).path("access_token").asText());
    }
  }

  public HttpResponse<byte[]> sendForBytes(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException interrupted) {
      throw new IOException(interrupted);
    }
  }

  public CompletableFuture<HttpResponse<String>> sendLater(HttpRequest.Builder request) {
    return http.sendAsync(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  /** A token request with the default account's credentials. */
  public HttpResponse<String> tokenAnswer() throws IOException {
    return send(tokenRequest("""
        {"client_id":"sandbox-client","client_secret":"sandbox-secret",\
        "audience":"https://api.mparticle.com","grant_type":"client_credentials"}"""));
  }

  public HttpRequest.Builder tokenRequest(String body) {
    return request("/oauth/token")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  public String token() throws IOException {
    return json(tokenAnswer()).path("access_token").asText();
  }

  public HttpRequest.Builder profileRequest(String token, long mpid, String fields) {
    return request("/userprofile/v1/1/2/3/" + mpid + "?fields=" + fields)
        .header("Authorization", "Bearer " + token);
  }

  public HttpResponse<String> profile(String token, long mpid, String fields) throws IOException {
    return send(profileRequest(token, mpid, fields));
  }

  public HttpResponse<String> resolve(String token, String body, String fields) throws IOException {
    return send(request("/userprofile/v1/resolve/1/2/3?fields=" + fields)
        .header("Authorization", "Bearer " + token)
        .POST(BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> resolveCustomer(String token, String customerId) throws IOException {
    return resolve(token, """
        {"environment_type":"production","identity":{"type":"customer_id","value":"%s"}}""".formatted(customerId), ALL);
  }

  /** A request under {@code /__sandbox}; an empty body is none. */
  public HttpResponse<String> control(String method, String path, String body) throws IOException {
    return send(request("/__sandbox" + path).method(method, BodyPublishers.ofString(body)));
  }

  /** What a control request is answered; fails when it is refused. */
  public JsonNode ask(String method, String path, String body) throws IOException {
    HttpResponse<String> answer = control(method, path, body);
    if (answer.statusCode() >= 300) {
      throw new AssertionError(
          method + " " + path + " was answered " + answer.statusCode() + " " + answer.body());
    }
    return answer.body().isEmpty() ? JSON.missingNode() : json(answer);
  }

  /** As {@link #ask}, where the answer does not matter as long as it is not a refusal. */
  public void tell(String method, String path, String body) throws IOException {
    JsonNode unread = ask(method, path, body);
    assert unread != null;
  }

  public static JsonNode json(HttpResponse<String> answer) {
    return json(answer.body());
  }

  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException wrong) {
      throw new AssertionError("no JSON: " + text, wrong);
    }
  }
}
