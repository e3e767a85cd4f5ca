package profilegateway.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** A bar at a terminal: how many are done, how fast, how long it still takes, how often a call had to wait. */
final class WarmBar implements WarmProgress {
  private static final int WIDTH = 30;

  private final PrintWriter out;
  private final int all;
  private final WarmPace pace;

  WarmBar(PrintWriter out, int all) {
    this.out = out;
    this.all = all;
    this.pace = new WarmPace(all, Duration.ofMillis(100), System::nanoTime);
  }

  @Override
  public void moved(Warming.Tally tally) {
    if (pace.isDue()) {
      show(tally);
    }
  }

  private void show(Warming.Tally tally) {
    int full = all == 0 ? WIDTH : WIDTH * tally.done() / all;
    // Back to the begin of the line, and what stood there is cleared.
    out.print(String.format(
        Locale.ROOT,
        "\r\u001b[K[%s%s] %d/%d  %.1f/s  %s left  %d waits",
        "#".repeat(full),
        ".".repeat(WIDTH - full),
        tally.done(),
        all,
        pace.rate(tally.done()),
        clock(pace.secondsLeft(tally.done())),
        tally.waits()));
    out.flush();
  }

  private static String clock(long seconds) {
    return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
  }

  @Override
  public void ended(Warming.Tally tally) {
    show(tally);
    out.println();
    out.println("fetched " + tally.fetched() + ", held already " + tally.held()
        + ", no such profile " + tally.absent() + ", failed " + tally.failed()
        + ", not kept by Redis " + tally.lost());
  }
}
