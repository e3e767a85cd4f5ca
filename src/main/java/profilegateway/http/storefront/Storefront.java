package profilegateway.http.storefront;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/**
 * The shop's page at {@code /}, its style and its code. The page asks {@code /graphql} as any page would, and the sandbox,
 * through this gateway, for the tokens of its shoppers and for a fault. Nothing of a request gets into any of it.
 */
public final class Storefront {
  /** Below this the page asks the sandbox, by the sandbox's own names. */
  public static final String SANDBOX = "/__sandbox/*";

  /** Nothing but what is served here; and no code may make markup of text. */
  private static final String POLICY = String.join(
      "; ",
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'");

  private final SandboxPassage passage;
  private final String page;
  private final String style = resource("style.css");
  private final String code = resource("shop.js");

  /**
   * A shop for all event loops.
   *
   * @param sandbox where the sandbox listens, without a trailing slash
   * @param fresh how long a copy is fresh, which the page says
   * @param graphiql whether there is GraphiQL to lead to
   */
  public Storefront(Vertx vertx, URI sandbox, Duration fresh, boolean graphiql) {
    this.passage = new SandboxPassage(vertx, sandbox);
    this.page = resource("index.html")
        .replace("FRESH_MS", Long.toString(fresh.toMillis()))
        .replace("GRAPHIQL_HIDDEN", graphiql ? "" : " hidden");
  }

  /** Mounts it. Whatever refuses foreign pages has to be mounted on {@link #SANDBOX} before. */
  public void mount(Router router) {
    router.getWithRegex("/").handler(request -> {
      request.response().putHeader("Content-Security-Policy", POLICY);
      send(request, "text/html; charset=utf-8", page);
    });
    router
        .get("/storefront/style.css")
        .handler(request -> send(request, "text/css; charset=utf-8", style));
    router
        .get("/storefront/shop.js")
        .handler(request -> send(request, "text/javascript; charset=utf-8", code));
    passage.mount(router);
  }

  private static void send(RoutingContext request, String type, String content) {
    request
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(content);
  }

  private static String resource(String name) {
    String path = "storefront/" + name;
    try (InputStream in = Storefront.class.getClassLoader().getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
