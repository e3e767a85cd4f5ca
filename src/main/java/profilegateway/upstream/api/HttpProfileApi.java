package profilegateway.upstream.api;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import profilegateway.config.UpstreamConfig;
import profilegateway.profile.Copy;
import profilegateway.profile.Identity;
import profilegateway.profile.Lane;
import profilegateway.profile.Lookup;
import profilegateway.profile.Mpid;
import profilegateway.profile.Profile;
import profilegateway.profile.ProfileReference;
import profilegateway.profile.Span;
import profilegateway.profile.Wanted;
import profilegateway.upstream.token.Token;
import profilegateway.upstream.wire.Destination;
import profilegateway.upstream.wire.Exchange;

/** Calls of mParticle's Profile API: the request, what its status means, and the checks on its answer. */
public final class HttpProfileApi implements ProfileApi {
  private static final String PROFILE = "/userprofile/v1/{orgId}/{accountId}/{workspaceId}/{mpid}";
  private static final String RESOLVE = "/userprofile/v1/resolve/{orgId}/{accountId}/{workspaceId}";

  private final Exchange exchange;
  private final UpstreamConfig config;
  private final Destination destination;
  private final String workspace;
  private final InstantSource clock;
  private final ApiEvents events;

  public HttpProfileApi(
      Exchange exchange, UpstreamConfig config, InstantSource clock, ApiEvents events) {
    this.exchange = exchange;
    this.config = config;
    this.destination = Destination.of(config.apiUrl());
    this.workspace = config.orgId() + "/" + config.accountId() + "/" + config.workspaceId();
    this.clock = clock;
    this.events = events;
  }

  @Override
  public Future<Lookup> fetch(
      Wanted wanted, Token token, Duration limit, BooleanSupplier departs, Span span) {
    RequestOptions request =
        request(wanted).putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token.value());
    describe(wanted, span);
    span.passOn(request::putHeader);
    return exchange
        .send(request, body(wanted.reference()), limit, departs)
        .transform((answer, cause) -> {
          if (answer == null) {
            return unanswered(wanted.lane(), cause);
          }
          span.note("http.response.status_code", answer.status());
          return lookup(wanted, answer);
        });
  }

  /** By its form: the address itself has an mpid in it. */
  private void describe(Wanted wanted, Span span) {
    if (!span.isKept()) {
      return;
    }
    boolean isResolve = wanted.reference() instanceof Identity;
    span.note("http.request.method", isResolve ? "POST" : "GET");
    span.note("url.template", isResolve ? RESOLVE : PROFILE);
    span.note("server.address", config.apiUrl().getHost());
    span.note("gateway.parts", wanted.parts().wireNames());
  }

  @Override
  public Future<Void> connect() {
    return exchange.connect(destination.request(HttpMethod.GET));
  }

  private RequestOptions request(Wanted wanted) {
    String fields = "?fields=" + wanted.parts().wireNames();
    return wanted.reference() instanceof Mpid mpid
        ? destination.request(
            HttpMethod.GET, "/userprofile/v1/" + workspace + "/" + mpid.text() + fields)
        : destination.request(HttpMethod.POST, "/userprofile/v1/resolve/" + workspace + fields);
  }

  private @Nullable Buffer body(ProfileReference reference) {
    if (!(reference instanceof Identity identity)) {
      return null;
    }
    return new JsonObject()
        .put("environment_type", config.environment())
        .put(
            "identity",
            new JsonObject().put("type", identity.type()).put("value", identity.value()))
        .toBuffer();
  }

  /** Whatever keeps an answer from coming. None of it says anything about the profile. */
  private Future<Lookup> unanswered(Lane lane, Throwable cause) {
    CallFailed.Kind kind;
    if (cause instanceof TimeoutException) {
      events.timedOut(lane);
      kind = CallFailed.Kind.TIMEOUT;
    } else if (cause instanceof Exchange.TooLarge) {
      events.unreadable();
      kind = CallFailed.Kind.BROKEN;
    } else if (cause instanceof Exchange.NotSent) {
      kind = CallFailed.Kind.LATE;
    } else if (cause instanceof ConnectionPoolTooBusyException) {
      events.crowded();
      kind = CallFailed.Kind.CROWDED;
    } else {
      events.unanswered(lane);
      kind = CallFailed.Kind.OUTAGE;
    }
    return Future.failedFuture(new CallFailed(kind));
  }

  private Future<Lookup> lookup(Wanted wanted, Exchange.Answer answer) {
    int status = answer.status();
    events.answered(wanted.lane(), status);
    return switch (status) {
      case 200 -> found(wanted, answer.body());
      case 404 -> Future.succeededFuture(new Lookup.Absent());
      case 400 -> {
        events.invalidProfile();
        yield Future.succeededFuture(new Lookup.Absent());
      }
      case 401 -> Future.failedFuture(new CallFailed(CallFailed.Kind.TOKEN_REJECTED));
      case 429 -> Future.failedFuture(tooManyRequests(answer));
      default -> Future.failedFuture(new CallFailed(otherwise(status)));
    };
  }

  private CallFailed tooManyRequests(Exchange.Answer answer) {
    boolean growing =
        "acceleration".equalsIgnoreCase(answer.headers().get("X-mp-rate-limit-exceeded"));
    return new CallFailed(
        growing ? CallFailed.Kind.GROWING_TOO_FAST : CallFailed.Kind.TOO_FAST,
        RetryAfter.of(answer.headers(), clock));
  }

  private CallFailed.Kind otherwise(int status) {
    if (status >= 500) {
      return CallFailed.Kind.OUTAGE;
    }
    if (status < 400) {
      events.unreadable();
      return CallFailed.Kind.BROKEN;
    }
    events.refused(status);
    return CallFailed.Kind.REFUSED;
  }

  private Future<Lookup> found(Wanted wanted, Buffer body) {
    Profile profile;
    try {
      profile = ProfileDecoder.decode(body, wanted.parts(), Copy.fetched(clock.instant()));
    } catch (IOException unreadable) {
      events.unreadable();
      return Future.failedFuture(new CallFailed(CallFailed.Kind.BROKEN));
    }
    if (wanted.reference() instanceof Mpid asked && !asked.equals(profile.head().mpid())) {
      events.otherProfileAnswered();
      return Future.failedFuture(new CallFailed(CallFailed.Kind.BROKEN));
    }
    return Future.succeededFuture(new Lookup.Found(profile));
  }
}
