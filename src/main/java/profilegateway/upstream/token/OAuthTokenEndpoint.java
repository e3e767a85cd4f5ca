package profilegateway.upstream.token;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import profilegateway.config.Secret;
import profilegateway.config.UpstreamConfig;
import profilegateway.httpclient.BoundedHttpClient;
import profilegateway.httpclient.Request;
import profilegateway.httpclient.Response;
import profilegateway.profile.ProfileFailure;
import profilegateway.upstream.json.ResponseJson;

/** mParticle's token endpoint: OAuth 2.0 client credentials in a JSON body (Profile API, the token). */
public final class OAuthTokenEndpoint implements TokenEndpoint {
  /** A token takes 1 to 3 seconds ordinarily; past this nobody answers any more. In between one is still worth having. */
  private static final Duration LIMIT = Duration.ofSeconds(8);

  /** Taken for the life of a token that does not say how long it lives. */
  private static final Duration DEFAULT_LIFE = Duration.ofMinutes(5);

  /** Shorter lives are not believed: each operation would ask for a token of its own. */
  private static final Duration SHORTEST_LIFE = Duration.ofSeconds(1);

  private static final Duration LONGEST_LIFE = Duration.ofDays(7);

  private final Vertx vertx;
  private final BoundedHttpClient client;
  private final UpstreamConfig config;
  private final TokenEvents events;

  public OAuthTokenEndpoint(
      Vertx vertx, BoundedHttpClient client, UpstreamConfig config, TokenEvents events) {
    this.vertx = vertx;
    this.client = client;
    this.config = config;
    this.events = events;
  }

  @Override
  public Future<Token> request(@Nullable Token replaced) {
    return secret().map(this::body).compose(this::send).compose(this::token);
  }

  private Future<String> secret() {
    Secret secret = config.clientSecret();
    if (secret instanceof Secret.Text text) {
      return Future.succeededFuture(text.value());
    }
    String path = ((Secret.InFile) secret).path().toString();
    return vertx
        .fileSystem()
        .readFile(path)
        .map(content -> content.toString().strip())
        .recover(unreadable -> {
          events.secretUnreadable(path);
          return Future.failedFuture(new ProfileFailure(ProfileFailure.Code.UNAVAILABLE));
        });
  }

  private Future<Response> send(Buffer body) {
    return client.send(Request.post("", body), LIMIT).recover(unanswered -> {
      if (!client.isClosed()) {
        events.tokenUnavailable(0);
      }
      return Future.failedFuture(new ProfileFailure(ProfileFailure.Code.UNAVAILABLE));
    });
  }

  private Buffer body(String secret) {
    return new JsonObject()
        .put("client_id", config.clientId())
        .put("client_secret", secret)
        .put("audience", config.audience())
        .put("grant_type", "client_credentials")
        .toBuffer();
  }

  private Future<Token> token(Response answer) {
    int status = answer.status();
    if (status == 400 || status == 401 || status == 403) {
      events.tokenRefused(status);
      return Future.failedFuture(new ProfileFailure(ProfileFailure.Code.REFUSED));
    }
    Token token = status == 200 ? read(answer.body()) : null;
    if (token == null) {
      events.tokenUnavailable(status);
      return Future.failedFuture(new ProfileFailure(ProfileFailure.Code.UNAVAILABLE));
    }
    events.tokenIssued(token.life());
    return Future.succeededFuture(token);
  }

  /** Null when the answer holds no token that could be sent in a header. */
  private static @Nullable Token read(Buffer body) {
    String value = null;
    Duration life = DEFAULT_LIFE;
    try (JsonParser in = ResponseJson.parser(body)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.currentName();
        JsonToken type = in.nextToken();
        if (name.equals("access_token") && type == JsonToken.VALUE_STRING) {
          value = in.getText();
        } else if (name.equals("expires_in") && type.isNumeric()) {
          life = life(in.getDoubleValue());
        }
        in.skipChildren();
      }
    } catch (IOException unreadable) {
      return null;
    }
    return value != null && isHeaderSafe(value) ? new Token(value, life) : null;
  }

  private static Duration life(double seconds) {
    if (!(seconds > 0)) {
      return DEFAULT_LIFE;
    }
    long millis = Math.min((long) (seconds * 1000), LONGEST_LIFE.toMillis());
    return Duration.ofMillis(Math.max(millis, SHORTEST_LIFE.toMillis()));
  }

  private static boolean isHeaderSafe(String value) {
    return !value.isEmpty()
        && value.chars().allMatch(character -> character > ' ' && character < 0x7f);
  }
}
