package profilegateway.upstream.api;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import profilegateway.config.UpstreamConfig;
import profilegateway.httpclient.BoundedHttpClient;
import profilegateway.httpclient.NotSentException;
import profilegateway.httpclient.Request;
import profilegateway.httpclient.Response;
import profilegateway.httpclient.ResponseTooLargeException;
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

/** Calls of mParticle's Profile API: the request, what its status means, and the checks on its answer. */
public final class HttpProfileApi implements ProfileApi {
  private static final String PROFILE = "/userprofile/v1/{orgId}/{accountId}/{workspaceId}/{mpid}";
  private static final String RESOLVE = "/userprofile/v1/resolve/{orgId}/{accountId}/{workspaceId}";

  private final BoundedHttpClient client;
  private final UpstreamConfig config;
  private final String workspace;
  private final InstantSource clock;
  private final ApiEvents events;

  public HttpProfileApi(
      BoundedHttpClient client, UpstreamConfig config, InstantSource clock, ApiEvents events) {
    this.client = client;
    this.config = config;
    this.workspace = config.orgId() + "/" + config.accountId() + "/" + config.workspaceId();
    this.clock = clock;
    this.events = events;
  }

  @Override
  public Future<Lookup> fetch(
      Wanted wanted, Token token, Duration limit, BooleanSupplier departs, Span span) {
    Request request = request(wanted);
    request.headers().set(HttpHeaders.AUTHORIZATION, "Bearer " + token.value());
    describe(wanted, span);
    span.passOn((name, value) -> request.headers().set(name, value));
    return client.send(request, limit, departs).transform((answer, cause) -> {
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
    return client.connect();
  }

  private Request request(Wanted wanted) {
    String fields = "?fields=" + wanted.parts().wireNames();
    ProfileReference reference = wanted.reference();
    return reference instanceof Identity identity
        ? Request.post("/userprofile/v1/resolve/" + workspace + fields, body(identity))
        : Request.get("/userprofile/v1/" + workspace + "/" + ((Mpid) reference).text() + fields);
  }

  private Buffer body(Identity identity) {
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
    } else if (cause instanceof ResponseTooLargeException) {
      events.unreadable();
      kind = CallFailed.Kind.BROKEN;
    } else if (cause instanceof NotSentException) {
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

  private Future<Lookup> lookup(Wanted wanted, Response answer) {
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

  private CallFailed tooManyRequests(Response answer) {
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
