package profilegateway.testing;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Cases that mostly wait, some of which run at once. All are begun before the first is judged, each by a test of its own. */
public final class Together implements AutoCloseable {
  private static final int AT_ONCE = 4;

  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
  private final Map<Object, Future<?>> begun = new ConcurrentHashMap<>();

  /** Has a case run as soon as there is room, unless it was begun before; what it throws is kept for {@link #judge}. */
  public void begin(Object name, Runnable run) {
    begun.computeIfAbsent(name, first -> threads.submit(run));
  }

  /** Waits for the end of a case, and throws what it threw. */
  public void judge(Object name) {
    try {
      var unused = Objects.requireNonNull(begun.get(name), "never begun").get();
    } catch (ExecutionException failed) {
      throw new AssertionError(name.toString(), failed.getCause());
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  @Override
  public void close() {
    var unused = threads.shutdownNow();
  }
}
