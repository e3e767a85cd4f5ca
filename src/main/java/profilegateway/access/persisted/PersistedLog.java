package profilegateway.access.persisted;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells an operator of documents, seldom enough that nobody can fill the log. */
public final class PersistedLog implements PersistedEvents {
  private static final Logger LOG = LoggerFactory.getLogger(PersistedLog.class);
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final int LINES_A_MINUTE = 20;

  private final LongSupplier nanoTime;
  private String wrong = "";
  private long minuteStart;
  private int lines;
  private long untold;

  /** An observer that has told nothing yet. */
  public PersistedLog(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.minuteStart = nanoTime.getAsLong();
  }

  @Override
  public synchronized void loaded(int documents) {
    wrong = "";
    LOG.info("Trusted documents were read: {}.", documents);
  }

  @Override
  public synchronized void unusable(String why) {
    if (!why.equals(wrong)) {
      wrong = why;
      LOG.error(
          "GATEWAY_PERSISTED_DOCUMENTS HAS CHANGED AND CANNOT BE USED: {}. The documents of before stay in use.",
          why);
    }
  }

  @Override
  public synchronized void untrusted(
      String requestId, String caller, String document, boolean executed) {
    long now = nanoTime.getAsLong();
    if (now - minuteStart >= MINUTE) {
      if (untold > 0) {
        LOG.info("Operations in no manifest that were asked since and not told: {}.", untold);
      }
      minuteStart = now;
      lines = 0;
      untold = 0;
    }
    if (lines == LINES_A_MINUTE) {
      untold++;
      return;
    }
    lines++;
    LOG.atInfo()
        .addKeyValue("request", requestId)
        .addKeyValue("caller", caller.isEmpty() ? "anonymous" : caller)
        .addKeyValue("document", document)
        .log(
            executed
                ? "An operation is in no manifest, and was executed."
                : "An operation is in no manifest, and was refused.");
  }
}
