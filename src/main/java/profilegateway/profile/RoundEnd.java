package profilegateway.profile;

import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What is put off to the end of a round of an event loop: to send what there is to be sent, of all connections together. Each
 * message that is sent alone wakes up who reads it, which takes as long as to make it. Confined to its event loop.
 */
public final class RoundEnd {
  /** More save nothing more, and the first of them waits for the last. */
  static final int MOST = 16;

  /** Nor does anybody wait longer for the end of a long round: a call goes out soon after it was found that it may. */
  static final long LONGEST_NANOS = 2_000_000;

  private static final FastThreadLocal<RoundEnd> OF_EACH_LOOP = new FastThreadLocal<>() {
    @Override
    protected RoundEnd initialValue() {
      return new RoundEnd(System::nanoTime);
    }
  };

  private final Deque<Runnable> waiting = new ArrayDeque<>(MOST);
  private final LongSupplier nanoTime;
  private boolean isScheduled;
  private long since;

  RoundEnd(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** That of the event loop on which this is asked; elsewhere it would be of no loop. */
  public static RoundEnd here() {
    return OF_EACH_LOOP.get();
  }

  /** Puts it off; {@code loop} runs what it is given after everything that has come by now. */
  public void add(Runnable send, Executor loop) {
    long now = nanoTime.getAsLong();
    since = waiting.isEmpty() ? now : since;
    waiting.add(send);
    if (waiting.size() >= MOST || now - since > LONGEST_NANOS) {
      // The end that may be scheduled takes what comes after these.
      runAll();
    } else if (!isScheduled) {
      isScheduled = true;
      loop.execute(this::end);
    }
  }

  private void end() {
    isScheduled = false;
    runAll();
  }

  private void runAll() {
    for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
      next.run();
    }
  }
}
