package profilegateway.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import profilegateway.sandbox.wire.Answer;
import profilegateway.sandbox.wire.Json;
import profilegateway.sandbox.wire.Mpid;
import profilegateway.sandbox.wire.WrongInput;

/** Puts actions under paths, and answers what they return or refuse. */
final class Routes {
  static final String ROOT = "/__sandbox";

  private final Router router;

  Routes(Router router) {
    this.router = router;
  }

  void on(HttpMethod method, String path, Action action) {
    router
        .route(method, ROOT + path)
        .handler(context -> answer(context, () -> action.answer(context)));
  }

  /** The body is JSON under any content type; an empty one is an empty object. */
  void withBody(HttpMethod method, String path, ActionWithBody action) {
    Handler<RoutingContext> handler = context -> context
        .request()
        .body()
        .onSuccess(body -> answer(
            context, () -> action.answer(context, Json.readObject(orEmpty(body), "the body"))))
        .onFailure(context::fail);
    router.route(method, ROOT + path).handler(handler);
  }

  private static byte[] orEmpty(Buffer body) {
    return body.length() == 0 ? new byte[] {'{', '}'} : body.getBytes();
  }

  private interface Step {
    Answer take();
  }

  private static void answer(RoutingContext context, Step step) {
    Answer answer;
    try {
      answer = step.take();
    } catch (WrongInput wrong) {
      answer = Answer.error(400, "BAD_REQUEST", String.valueOf(wrong.getMessage()));
    } catch (RuntimeException bug) {
      context.fail(bug);
      return;
    }
    HttpServerResponse response = context.response().setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    response.end(answer.body());
  }

  static Answer ok(JsonNode body) {
    return Answer.json(200, body);
  }

  static Answer done() {
    return new Answer(204, Map.of(), Buffer.buffer());
  }

  static Answer notFound(String message) {
    return Answer.error(404, "NOT_FOUND", message);
  }

  /** The number that a query parameter or path parameter holds. */
  static long number(@Nullable String text, String name, long otherwise) {
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw new WrongInput(name + " is a whole number");
    }
    return Long.parseLong(text);
  }

  static long mpid(RoutingContext context) {
    Long mpid = Mpid.read(context.pathParam("mpid"));
    if (mpid == null) {
      throw new WrongInput("mpid is a 64-bit integer other than 0");
    }
    return mpid;
  }
}
