package profilegateway.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Stays until the process gets SIGTERM or SIGINT, and holds its end up until everything is closed. */
final class UntilSignal implements Shell.Stay {
  /** Longer than {@link Running} takes to close at most. */
  private static final long CLOSING_SECONDS = 140;

  @Override
  public void untilEnd(Running running, Runnable sayReady) {
    CountDownLatch told = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> endWith(told, running), "close"));
    sayReady.run();
    try {
      told.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void endWith(CountDownLatch told, Running running) {
    told.countDown();
    try {
      if (running.closed().await(CLOSING_SECONDS, TimeUnit.SECONDS)) {
        Log.closed();
        Log.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
