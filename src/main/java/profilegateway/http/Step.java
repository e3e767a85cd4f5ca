package profilegateway.http;

/** One thing that a request has to pass before it is answered. */
interface Step {
  /** Whether it goes on; else it is answered already. */
  boolean passes(Exchange exchange);
}
