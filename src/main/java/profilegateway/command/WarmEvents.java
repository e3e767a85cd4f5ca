package profilegateway.command;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;

/** Events for a program, a JSON object a line: {@code progress} once a second, {@code end} at the end. */
final class WarmEvents implements WarmProgress {
  private final PrintWriter out;
  private final int all;
  private final WarmPace pace;

  WarmEvents(PrintWriter out, int all) {
    this.out = out;
    this.all = all;
    this.pace = new WarmPace(all, Duration.ofSeconds(1), System::nanoTime);
  }

  @Override
  public void moved(Warming.Tally tally) {
    if (pace.isDue()) {
      out.println(event("progress", tally)
          .put("rate", Math.round(pace.rate(tally.done()) * 10) / 10.0)
          .put("secondsLeft", pace.secondsLeft(tally.done()))
          .encode());
    }
  }

  @Override
  public void ended(Warming.Tally tally) {
    out.println(event("end", tally).put("notKept", tally.lost()).encode());
  }

  private JsonObject event(String name, Warming.Tally tally) {
    return new JsonObject()
        .put("event", name)
        .put("done", tally.done())
        .put("of", all)
        .put("fetched", tally.fetched())
        .put("held", tally.held())
        .put("absent", tally.absent())
        .put("failed", tally.failed())
        .put("waits", tally.waits())
        .put("seconds", Math.round(pace.seconds() * 10) / 10.0);
  }
}
