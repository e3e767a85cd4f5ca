package profilegateway.observe.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.event.KeyValuePair;

/** Takes lines from the queue and writes them, as many at once as there are. The one thread that waits for standard output. */
final class LogWriter implements Runnable {
  /** A pipe takes that much in one go. */
  private static final int MOST_BYTES = 32 * 1024;

  private final BlockingQueue<LogQueue.Entry> queue;
  private final AtomicLong lost;
  private final Queue<CompletableFuture<Boolean>> flushes;
  private final Encoder<ILoggingEvent> encoder;
  private final OutputStream out;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(MOST_BYTES);
  private final List<CompletableFuture<Boolean>> waiting = new ArrayList<>();
  private int lines;

  LogWriter(
      BlockingQueue<LogQueue.Entry> queue,
      AtomicLong lost,
      Queue<CompletableFuture<Boolean>> flushes,
      Encoder<ILoggingEvent> encoder,
      OutputStream out) {
    this.queue = queue;
    this.lost = lost;
    this.flushes = flushes;
    this.encoder = encoder;
    this.out = out;
  }

  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        take(queue.take());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(LogQueue.Entry entry) {
    if (entry instanceof LogQueue.Entry.Line line) {
      encode(line.event());
    }
    // Before it is seen whether that was all: what was logged before a flush is in the queue or
    // written.
    collectFlushes();
    boolean isLast = queue.isEmpty();
    if (isLast || bytes.size() >= MOST_BYTES) {
      write();
    }
    if (isLast) {
      waiting.forEach(flush -> flush.complete(true));
      waiting.clear();
    }
  }

  private void collectFlushes() {
    for (CompletableFuture<Boolean> next = flushes.poll(); next != null; next = flushes.poll()) {
      waiting.add(next);
    }
  }

  private void encode(ILoggingEvent event) {
    try {
      bytes.writeBytes(encoder.encode(event));
      lines++;
    } catch (RuntimeException unwritable) {
      lost.incrementAndGet();
    }
  }

  private void write() {
    if (tryWrite()) {
      tellLost();
    }
  }

  private boolean tryWrite() {
    int number = lines;
    lines = 0;
    try {
      bytes.writeTo(out);
      out.flush();
      return true;
    } catch (IOException refused) {
      lost.addAndGet(number);
      return false;
    } finally {
      bytes.reset();
    }
  }

  /** Past the queue, as there may be no place in it. */
  private void tellLost() {
    long number = lost.getAndSet(0);
    if (number > 0) {
      LoggingEvent event = new LoggingEvent();
      event.setLoggerName(LogWriter.class.getName());
      event.setLevel(Level.WARN);
      event.setInstant(Instant.now());
      event.setMDCPropertyMap(Map.of());
      event.setMessage("lines of the log were lost");
      event.addKeyValuePair(new KeyValuePair("lost", number));
      encode(event);
      if (!tryWrite()) {
        // The line that told of them is not counted twice.
        lost.addAndGet(number - 1);
      }
    }
  }
}
