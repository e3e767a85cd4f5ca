package profilegateway.sandbox.faults;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import profilegateway.sandbox.wire.Members;
import profilegateway.sandbox.wire.WrongInput;

/** What can go wrong, by name. */
final class FaultKinds {
  private static final Map<String, Function<Members, Misbehaviour>> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put("status", AnotherAnswer::status);
    KINDS.put("redirect", AnotherAnswer::redirect);
    KINDS.put("html", AnotherAnswer::html);
    KINDS.put("empty", AnotherAnswer::empty);
    KINDS.put("null", AnotherAnswer::nullBody);
    KINDS.put("garbage", AnotherAnswer::garbage);
    KINDS.put("hang", BrokenConnection::hang);
    KINDS.put("slow", BrokenConnection::slow);
    KINDS.put("reset", BrokenConnection::reset);
    KINDS.put("cut", BrokenConnection::cut);
    KINDS.put("drip", Drip::read);
    KINDS.put("huge", Huge::read);
    KINDS.put("compressed-bomb", CompressedBomb::read);
    KINDS.put("deep", AlteredAnswer::deep);
    KINDS.put("not-utf8", AlteredAnswer::notUtf8);
    KINDS.put("wrong-types", WrongTypes::read);
    KINDS.put("overwrite", AlteredAnswer::overwrite);
    KINDS.put("other-mpid", AlteredAnswer::otherMpid);
    KINDS.put("no-expires-in", AlteredAnswer::noExpiresIn);
    KINDS.put("null-token", AlteredAnswer::nullToken);
  }

  private FaultKinds() {}

  /**
   * The misbehaviour of that name.
   *
   * @throws WrongInput when there is none, it is not for the target, or a parameter is wrong
   */
  static Misbehaviour read(String kind, Target target, Members parameters) {
    Function<Members, Misbehaviour> reader = KINDS.get(kind);
    if (reader == null) {
      throw new WrongInput("a fault: kind is one of " + String.join(", ", KINDS.keySet()));
    }
    if ((kind.equals("no-expires-in") || kind.equals("null-token")) && target != Target.TOKEN) {
      throw new WrongInput("a fault: " + kind + " is for on = token");
    }
    if (kind.equals("other-mpid") && target.takesTokens()) {
      throw new WrongInput("a fault: other-mpid is for on = profile, resolve or api");
    }
    return reader.apply(parameters);
  }
}
