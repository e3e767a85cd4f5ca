package profilegateway.redis.link;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells an operator that Redis is there and says no, by the first word of what it says: the rest may hold what was sent. Once a
 * minute for each word, for it may be said to every command. Shared by all event loops.
 */
final class RefusalLog {
  private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
  private static final Duration EVERY = Duration.ofMinutes(1);

  /** More words than Redis has: a server that says something else each time is no Redis. */
  private static final int MOST_WORDS = 50;

  private final String use;
  private final LongSupplier nanoTime;
  private final Map<String, Said> words = new HashMap<>();

  /** Logs refusals of commands that have {@code use}. */
  RefusalLog(String use, LongSupplier nanoTime) {
    this.use = use;
    this.nanoTime = nanoTime;
  }

  /** A command was refused. That a script is not known is no refusal: it is sent. */
  void refused(Throwable failure) {
    ErrorReply.word(failure).filter(word -> !word.equals("NOSCRIPT")).ifPresent(this::said);
  }

  private void said(String word) {
    int times = due(word);
    if (times > 0) {
      LOG.warn("Redis refuses ({}): {}, {} times since this was last told", use, word, times);
    }
  }

  /** How often it was said since it was last told; 0 while it is not to be told again. */
  private synchronized int due(String word) {
    long now = nanoTime.getAsLong();
    Said said = words.size() < MOST_WORDS
        ? words.computeIfAbsent(word, first -> new Said(now - EVERY.toNanos()))
        : words.get(word);
    if (said == null) {
      return 0;
    }
    said.times++;
    if (now - said.told < EVERY.toNanos()) {
      return 0;
    }
    int times = said.times;
    said.told = now;
    said.times = 0;
    return times;
  }

  private static final class Said {
    private long told;
    private int times;

    Said(long told) {
      this.told = told;
    }
  }
}
