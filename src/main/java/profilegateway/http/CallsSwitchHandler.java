package profilegateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import profilegateway.config.CallsMode;

/** {@code POST /upstream} with a {@code mode}: switches calls for the whole fleet. */
final class CallsSwitchHandler implements Handler<RoutingContext> {
  private final CallsSwitch calls;

  CallsSwitchHandler(CallsSwitch calls) {
    this.calls = calls;
  }

  @Override
  public void handle(RoutingContext request) {
    MIMEHeader type = request.parsedHeaders().contentType();
    if (!"application/json".equalsIgnoreCase(type.component() + "/" + type.subComponent())) {
      Answers.end(request, HttpError.of(415, "Send the mode as application/json."));
      return;
    }
    Optional<CallsMode> mode = mode(request);
    if (mode.isEmpty()) {
      Answers.end(request, HttpError.badRequest("Send {\"mode\": \"on\"}, \"cache\" or \"off\"."));
      return;
    }
    calls
        .choose(mode.get())
        .onSuccess(fleet -> answer(request, fleet))
        .onFailure(
            bug -> Answers.end(request, HttpError.internal(Exchange.of(request).id())));
  }

  private void answer(RoutingContext request, boolean fleet) {
    request
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(new JsonObject()
            .put("mode", calls.mode().word())
            .put("fleet", fleet)
            .encode());
  }

  private static Optional<CallsMode> mode(RoutingContext request) {
    try {
      JsonObject body = request.body().asJsonObject();
      Object mode = body == null || body.size() != 1 ? null : body.getValue("mode");
      return mode instanceof String word ? CallsMode.of(word) : Optional.empty();
    } catch (DecodeException | ClassCastException noObject) {
      return Optional.empty();
    }
  }
}
