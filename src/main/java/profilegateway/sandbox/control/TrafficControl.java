package profilegateway.sandbox.control;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import profilegateway.sandbox.traffic.Kind;
import profilegateway.sandbox.traffic.Traffic;
import profilegateway.sandbox.wire.Answer;
import profilegateway.sandbox.wire.WrongInput;

/** What was asked: the journal and the counters. */
final class TrafficControl {
  private final Traffic traffic;

  TrafficControl(Traffic traffic) {
    this.traffic = traffic;
  }

  void mount(Routes routes) {
    routes.on(HttpMethod.GET, "/journal", this::journal);
    routes.on(HttpMethod.DELETE, "/journal", context -> {
      traffic.journal().clear();
      return Routes.done();
    });
    routes.on(
        HttpMethod.GET, "/counters", context -> Routes.ok(traffic.counters().toJson()));
    routes.on(HttpMethod.DELETE, "/counters", context -> {
      traffic.counters().reset();
      return Routes.done();
    });
  }

  private Answer journal(RoutingContext context) {
    long since = Routes.number(context.request().getParam("since"), "since", 0);
    Kind kind = kind(context.request().getParam("kind"));
    return Answer.of(200, Answer.JSON, traffic.journal().toJson(since, kind));
  }

  private static @Nullable Kind kind(@Nullable String word) {
    if (word == null) {
      return null;
    }
    for (Kind kind : Kind.values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw new WrongInput("kind is one of "
        + Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(", ")));
  }
}
