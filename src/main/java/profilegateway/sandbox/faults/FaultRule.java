package profilegateway.sandbox.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import profilegateway.sandbox.traffic.Exchange;
import profilegateway.sandbox.wire.Answer;
import profilegateway.sandbox.wire.Json;
import profilegateway.sandbox.wire.Members;
import profilegateway.sandbox.wire.WrongInput;

/** Which calls go wrong, how often, and how. Confined to one event loop. */
final class FaultRule {
  private static final long AN_HOUR = 3_600_000;
  /** Members of a rule that every kind of fault has. */
  private static final List<String> COMMON =
      List.of("on", "kind", "times", "fraction", "mpid", "delayMs", "seed");

  private final long id;
  private final Target target;
  private final String kind;
  private final @Nullable Long times;
  private final double fraction;
  private final @Nullable Long mpid;
  private final long delayMs;
  private final Random draws;
  private final ObjectNode parameters;
  private final Misbehaviour misbehaviour;
  private long played;

  private FaultRule(long id, Members members, ObjectNode parameters) {
    this.id = id;
    this.target = Target.read(members.text("on", "api"));
    this.kind = members.text("kind");
    this.times = members.optionalInteger("times", 1, Long.MAX_VALUE);
    this.fraction = members.fraction("fraction", 1);
    this.mpid = members.mpid("mpid");
    this.delayMs = members.integer("delayMs", 0, AN_HOUR, 0);
    this.draws = new Random(members.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE, id));
    this.parameters = parameters;
    if (mpid != null && target == Target.TOKEN) {
      throw new WrongInput("a fault: a token request has no mpid");
    }
    this.misbehaviour = FaultKinds.read(kind, target, members);
    members.nothingElse();
  }

  /**
   * The rule that {@code json} describes.
   *
   * @throws WrongInput saying what is wrong with it
   */
  static FaultRule read(long id, ObjectNode json) {
    ObjectNode parameters = json.deepCopy().remove(COMMON);
    return new FaultRule(id, new Members(json, "a fault"), parameters);
  }

  long id() {
    return id;
  }

  long delayMs() {
    return delayMs;
  }

  /** Whether this call goes wrong. Each call that the rule is for draws once, so the same calls meet the same fate. */
  boolean strikes(Exchange exchange) {
    boolean isFor = target.takes(exchange.kind()) && (mpid == null || mpid.equals(exchange.mpid()));
    if (!isFor || draws.nextDouble() >= fraction) {
      return false;
    }
    played++;
    exchange.suffers(kind);
    return true;
  }

  boolean isSpent() {
    return times != null && played >= times;
  }

  void play(Exchange exchange, Answer proper) {
    misbehaviour.play(exchange, proper);
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object()
        .put("id", id)
        .put("on", target.word())
        .put("kind", kind)
        .put("times", times)
        .put("played", played)
        .put("fraction", fraction)
        .put("mpid", mpid == null ? null : mpid.toString())
        .put("delayMs", delayMs);
    json.set("parameters", parameters);
    return json;
  }
}
