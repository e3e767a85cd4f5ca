package profilegateway.command;

/** Shows how far a {@code warm} is. Never whose profiles these are. */
interface WarmProgress {
  /** One more is done, or waits. */
  void moved(Warming.Tally tally);

  /** That was all. */
  void ended(Warming.Tally tally);
}
