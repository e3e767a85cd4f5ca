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
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves GraphiQL: the scripts, styles and workers of vertx-web-graphql in a page of our own. The packaged page has inline scripts
 * and styles, which the Content-Security-Policy blocks. The page and its settings contain nothing from a request.
 */
final class GraphiQl {
  private static final String WEB_ROOT = "io/vertx/ext/web/handler/graphiql";
  private static final Pattern SCRIPT = Pattern.compile("src=\"(\\./assets/index-[^\"]+\\.js)\"");
  private static final Pattern STYLES = Pattern.compile("href=\"(\\./assets/index-[^\"]+\\.css)\"");
  private static final String FIRST_QUERY = resource("graphiql/first-query.graphql");

  /** Files of the page beside those of vertx-web-graphql: name and media type. */
  private static final Map<String, String> PAGE_FILES =
      Map.of("page.css", "text/css; charset=utf-8", "page.js", "text/javascript; charset=utf-8");

  /**
   * The Content-Security-Policy: only files of this gateway, and images and fonts in {@code data:} URLs; the page adds {@link
   * #STYLES_OF_PAGE}.
   */
  private static final String POLICY = String.join(
      "; ",
      "default-src 'none'",
      "script-src 'self'",
      "worker-src 'self'",
      "style-src 'self'%s",
      "img-src 'self' data:",
      "font-src 'self' data:",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'");

  /** Allows style elements with the nonce of the page, and style attributes, by which the editor places each line of text. */
  private static final String STYLES_OF_PAGE = " 'nonce-%s'; style-src-attr 'unsafe-inline'";

  private static final String NONCE = "STYLE_NONCE";

  private final SecureRandom random = new SecureRandom();
  private final String page;
  private final String settings;

  GraphiQl(boolean explain) {
    String packaged = resource(WEB_ROOT + "/index.html");
    this.page = resource("graphiql/index.html")
        .replace("STYLES", only(STYLES, packaged))
        .replace("SCRIPT", only(SCRIPT, packaged));
    JsonObject headers = new JsonObject();
    if (explain) {
      headers.put("X-Gateway-Explain", "1");
    }
    JsonObject values = new JsonObject()
        .put("httpEnabled", true)
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
    // A plain path would also match with a trailing slash, and redirect for ever.
    router.getWithRegex("/graphiql").handler(GraphiQl::redirectToFolder);
    router.get("/graphiql/").handler(this::sendPage);
    router
        .get("/graphiql/settings.js")
        .handler(request -> send(request, "text/javascript; charset=utf-8", settings));
    PAGE_FILES.forEach((name, type) -> {
      String content = resource("graphiql/" + name);
      router.get("/graphiql/" + name).handler(request -> send(request, type, content));
    });
    // The names of assets contain a hash of their content; those of the workers do not.
    mountFiles(router, "assets", TimeUnit.DAYS.toSeconds(365));
    mountFiles(router, "monacoeditorwork", TimeUnit.HOURS.toSeconds(1));
  }

  private static void mountFiles(Router router, String folder, long maxAgeSeconds) {
    router
        .get("/graphiql/" + folder + "/*")
        .handler(StaticHandler.create(WEB_ROOT + "/" + folder)
            .setCachingEnabled(true)
            .setMaxAgeSeconds(maxAgeSeconds));
  }

  /**
   * Redirects to a relative target, which works behind a path prefix too, and keeps the query string: GraphiQL reads {@code query}
   * from it.
   */
  private static void redirectToFolder(RoutingContext request) {
    String query = request.request().query();
    request
        .response()
        .setStatusCode(302)
        .putHeader(HttpHeaders.LOCATION, query == null ? "graphiql/" : "graphiql/?" + query)
        .end();
  }

  private void sendPage(RoutingContext request) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    String nonce = Base64.getEncoder().encodeToString(bytes);
    request
        .response()
        .putHeader(SecurityHeaders.POLICY, POLICY.formatted(STYLES_OF_PAGE.formatted(nonce)));
    send(request, "text/html; charset=utf-8", page.replace(NONCE, nonce));
  }

  private static void send(RoutingContext request, String type, String content) {
    request
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(content);
  }

  /** The path that {@code pattern} finds in the packaged page. Throws if there is none. */
  private static String only(Pattern pattern, String packaged) {
    Matcher found = pattern.matcher(packaged);
    if (!found.find()) {
      throw new IllegalStateException("vertx-web-graphql's GraphiQL page has no " + pattern);
    }
    return found.group(1);
  }

  private static String resource(String name) {
    try (InputStream in = GraphiQl.class.getClassLoader().getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
