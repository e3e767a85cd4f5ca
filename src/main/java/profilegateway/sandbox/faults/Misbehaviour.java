package profilegateway.sandbox.faults;

import profilegateway.sandbox.traffic.Exchange;
import profilegateway.sandbox.wire.Answer;

/** What happens to a call in the place of its proper answer. */
@FunctionalInterface
interface Misbehaviour {
  /** Does with the call what it does; {@code proper} is what it would have been answered. */
  void play(Exchange exchange, Answer proper);
}
