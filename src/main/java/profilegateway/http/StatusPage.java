package profilegateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /status}: one page to look at, which asks {@code /status.json} for what it shows. */
final class StatusPage {
  private static final String PAGE = resource("status/status.html");

  /** What stands in the page runs there, and nothing else: it is known by its hashes. */
  private static final String POLICY = String.join(
      "; ",
      "default-src 'none'",
      "script-src 'sha256-" + hash("script") + "'",
      "style-src 'sha256-" + hash("style") + "'",
      "connect-src 'self'",
      "img-src data:",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'");

  private StatusPage() {}

  static void mount(Router router, Health health, Activity activity) {
    StatusReport report = new StatusReport(health, activity);
    router.get("/status").handler(StatusPage::sendPage);
    router
        .get("/status.json")
        .handler(request ->
            send(request, "application/json; charset=utf-8", report.now().toBuffer()));
  }

  private static void sendPage(RoutingContext request) {
    request.response().putHeader(SecurityHeaders.POLICY, POLICY);
    send(request, "text/html; charset=utf-8", Buffer.buffer(PAGE));
  }

  private static void send(RoutingContext request, String type, Buffer content) {
    request
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(content);
  }

  private static String hash(String element) {
    Matcher inline = Pattern.compile("<" + element + ">(.*?)</" + element + ">", Pattern.DOTALL)
        .matcher(PAGE);
    if (!inline.find()) {
      throw new IllegalStateException("the page has no " + element);
    }
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256")
          .digest(inline.group(1).getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }

  private static String resource(String name) {
    try (InputStream in = StatusPage.class.getClassLoader().getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
