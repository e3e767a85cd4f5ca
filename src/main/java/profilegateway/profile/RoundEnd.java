package profilegateway.profile;

import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/**
 * What is put off to the end of a round of an event loop: to send what there is to be sent, of all connections together. Each
 * message that is sent alone wakes up who reads it, which takes as long as to make it. Confined to its event loop.
 */
public final class RoundEnd {
  /** More save nothing more, and the first of them waits for the last. */
  static final int MOST = 16;

  private static final FastThreadLocal<RoundEnd> OF_EACH_LOOP = new FastThreadLocal<>() {
    @Override
    protected RoundEnd initialValue() {
      return new RoundEnd();
    }
  };

  private final Deque<Runnable> waiting = new ArrayDeque<>(MOST);
  private boolean isScheduled;

  RoundEnd() {}

  /** That of the event loop which asks. */
  public static RoundEnd here() {
    return OF_EACH_LOOP.get();
  }

  /** Puts it off; {@code loop} runs what it is given after everything that has come by now. */
  public void add(Runnable send, Executor loop) {
    waiting.add(send);
    if (waiting.size() >= MOST) {
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
