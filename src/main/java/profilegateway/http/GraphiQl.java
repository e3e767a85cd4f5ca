package profilegateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * GraphiQL as it comes with vertx-web-graphql. Its page is served with its settings in a file of their own, so that no
 * script stands in the page, and nothing of a request gets into either.
 */
final class GraphiQl {
  private static final String WEB_ROOT = "io/vertx/ext/web/handler/graphiql";
  private static final Pattern INLINE_SETTINGS =
      Pattern.compile("<script>window\\.VERTX_GRAPHIQL_CONFIG=.*?</script>");
  private static final String STYLES = resource("graphiql/styles.js");
  private static final String FIRST_QUERY = resource("graphiql/first-query.graphql");

  /**
   * Nothing but what is served here, pictures that stand in its styles, and styles that its own code adds: that is told a
   * nonce, another for each page.
   */
  private static final String POLICY = String.join(
      "; ",
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'%s",
      "img-src 'self' data:",
      "font-src 'self' data:",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'");

  private static final String NONCE = "STYLE_NONCE";

  private final SecureRandom random = new SecureRandom();
  private final String page = INLINE_SETTINGS
      .matcher(resource(WEB_ROOT + "/index.html"))
      .replaceFirst("<meta name=\"style-nonce\" content=\"" + NONCE
          + "\"><script src=\"./settings.js\"></script>")
      .replace("</head>", "<script defer src=\"./styles.js\"></script></head>");
  private final String settings;

  GraphiQl(boolean explain) {
    JsonObject headers = new JsonObject();
    if (explain) {
      headers.put("X-Gateway-Explain", "1");
    }
    JsonObject values = new JsonObject()
        .put("httpEnabled", true)
        .put("graphQLUri", "/graphql")
        .put("graphQLWSEnabled", false)
        .put("headers", headers)
        .put("parameters", new JsonObject().put("query", FIRST_QUERY));
    this.settings = "window.VERTX_GRAPHIQL_CONFIG=" + values.encode() + ";";
  }

  void mount(Router router) {
    router.route("/graphiql/*").handler(request -> {
      request.response().putHeader(SecurityHeaders.POLICY, POLICY.formatted(""));
      request.next();
    });
    // A plain path would match with a slash at its end too, and redirect for ever.
    router.getWithRegex("/graphiql").handler(request -> request.redirect("/graphiql/"));
    router.get("/graphiql/").handler(this::sendPage);
    router
        .get("/graphiql/styles.js")
        .handler(request -> send(request, "text/javascript; charset=utf-8", STYLES));
    router
        .get("/graphiql/settings.js")
        .handler(request -> send(request, "text/javascript; charset=utf-8", settings));
    router
        .get("/graphiql/static/*")
        .handler(StaticHandler.create(WEB_ROOT + "/static")
            .setCachingEnabled(true)
            .setMaxAgeSeconds(TimeUnit.DAYS.toSeconds(365)));
  }

  private void sendPage(RoutingContext request) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    String nonce = Base64.getEncoder().encodeToString(bytes);
    request
        .response()
        .putHeader(SecurityHeaders.POLICY, POLICY.formatted(" 'nonce-" + nonce + "'"));
    send(request, "text/html; charset=utf-8", page.replace(NONCE, nonce));
  }

  private static void send(RoutingContext request, String type, String content) {
    request
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(content);
  }

  private static String resource(String name) {
    try (InputStream in = GraphiQl.class.getClassLoader().getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
