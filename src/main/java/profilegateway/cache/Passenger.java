package profilegateway.cache;

/** Somebody who waits for parts that a {@link Flight} is bringing. */
interface Passenger {

  /** The parts have come, or it is known why not. Called once, on any thread. */
  void landed(Flight flight, Landing landing);
}
