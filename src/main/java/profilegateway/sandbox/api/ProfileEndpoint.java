package profilegateway.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.LongSupplier;
import profilegateway.sandbox.faults.FaultRules;
import profilegateway.sandbox.profiles.Identity;
import profilegateway.sandbox.profiles.Profiles;
import profilegateway.sandbox.traffic.Exchange;
import profilegateway.sandbox.traffic.Kind;
import profilegateway.sandbox.traffic.Traffic;
import profilegateway.sandbox.wire.Answer;
import profilegateway.sandbox.wire.Mpid;
import profilegateway.sandbox.wire.WrongInput;

/** A profile by mpid, and by immutable identity. Order of checks: authentication, workspace, quota, fields, look-up. */
public final class ProfileEndpoint {
  private final Gate gate;
  private final Profiles profiles;
  private final Dials dials;
  private final FaultRules faults;
  private final Traffic traffic;
  private final Random latencies = new Random(1);

  public ProfileEndpoint(
      Account account,
      Tokens tokens,
      Profiles profiles,
      Dials dials,
      FaultRules faults,
      Traffic traffic,
      LongSupplier nanos) {
    this.gate = new Gate(account, tokens, dials, nanos);
    this.profiles = profiles;
    this.dials = dials;
    this.faults = faults;
    this.traffic = traffic;
  }

  /** {@code GET} and {@code POST …/{org}/{account}/{workspace}/{mpid}}; what a POST sends is not read. */
  public void byMpid(RoutingContext context) {
    Exchange exchange = begin(Kind.PROFILE, context.request());
    exchange.isAbout(Mpid.read(context.pathParam("mpid")));
    Answer refusal = gate.refusal(context, exchange);
    if (refusal != null) {
      exchange.after(latency(), () -> exchange.send(refusal));
    } else {
      faults.deliver(exchange, answer(exchange), latency());
    }
  }

  /** {@code POST …/resolve/{org}/{account}/{workspace}}. */
  public void byIdentity(RoutingContext context) {
    Exchange exchange = begin(Kind.RESOLVE, context.request());
    Answer refusal = gate.refusal(context, exchange);
    if (refusal != null) {
      exchange.after(latency(), () -> exchange.send(refusal));
    } else {
      context
          .request()
          .body()
          .map(body -> resolve(exchange, body))
          .onSuccess(answer -> faults.deliver(exchange, answer, latency()))
          .onFailure(context::fail);
    }
  }

  private Answer resolve(Exchange exchange, Buffer body) {
    try {
      ResolveBody asked = ResolveBody.read(body);
      Identity identity = asked.identity();
      exchange.names(asked.environment(), identity.type(), identity.value());
      exchange.isAbout(profiles.resolve(identity, dials.now().generate()));
      return answer(exchange);
    } catch (WrongInput wrong) {
      return badRequest(String.valueOf(wrong.getMessage()));
    }
  }

  private Exchange begin(Kind kind, HttpServerRequest request) {
    Exchange exchange = traffic.begin(kind, request);
    List<String> fields = fields(request);
    exchange.asksFor(fields);
    Set<Part> parts = Part.read(fields);
    if (parts != null) {
      traffic.counters().asked(Part.join(parts));
    }
    return exchange;
  }

  private static List<String> fields(HttpServerRequest request) {
    String sent = request.getParam("fields");
    return sent == null || sent.isEmpty() ? List.of() : Arrays.asList(sent.split(",", -1));
  }

  private Answer answer(Exchange exchange) {
    Set<Part> parts = Part.read(fields(exchange.request()));
    if (parts == null) {
      return badRequest("fields is required: one or more, separated by commas, of " + Part.all());
    }
    Long mpid = exchange.mpid();
    if (mpid == null) {
      return exchange.kind() == Kind.RESOLVE
          ? notFound()
          : badRequest("mpid is a 64-bit integer other than 0");
    }
    ObjectNode profile = profiles.find(mpid, dials.now().generate());
    if (profile == null) {
      return notFound();
    }
    Answer answer = Answer.json(200, Part.pick(profile, parts));
    String used = dials.now().rateLimitPercentageUsed();
    return used == null ? answer : answer.with("X-mp-rate-limit-percentage-used", used);
  }

  private static Answer badRequest(String message) {
    return Answer.error(400, "BAD_REQUEST", message);
  }

  private static Answer notFound() {
    return Answer.error(404, "NOT_FOUND", "There is no such profile.");
  }

  private long latency() {
    Latency latency = dials.now().latency();
    return latency.minMs()
        + (long) (latencies.nextDouble() * (latency.maxMs() - latency.minMs() + 1));
  }
}
