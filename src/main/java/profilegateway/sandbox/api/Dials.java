package profilegateway.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The behaviour of this moment, for those who follow it and those who turn it. Confined to one event loop. */
public final class Dials {
  private final Behaviour atStart;
  private Behaviour now;

  public Dials(Behaviour atStart) {
    this.atStart = atStart;
    this.now = atStart;
  }

  public Behaviour now() {
    return now;
  }

  public ObjectNode toJson() {
    return BehaviourJson.write(now);
  }

  /**
   * Turns what {@code change} names and leaves the rest.
   *
   * @throws profilegateway.sandbox.wire.WrongInput when something does not fit; nothing has changed then
   */
  public void turn(ObjectNode change) {
    now = BehaviourJson.changed(now, change);
  }

  public void reset() {
    now = atStart;
  }
}
