package profilegateway.observe.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Logback's way to standard output that nobody waits for: lines are put into a queue, and one thread writes them. Where nobody
 * takes them (a pipe that is not read, a disk that is full) the queue fills up, and what does not fit is lost; how many lines
 * were is told once lines are taken again. logback.xml names it.
 */
public final class LogQueue extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private static final int LONGEST = 4096;

  /** The last places are for what somebody has to look at, or is kept for good. */
  private static final int RESERVED = LONGEST / 4;

  private static final String AUDIT = "profilegateway.audit";

  private static volatile @Nullable LogQueue running;

  private final LinkedBlockingQueue<Entry> queue;
  private final Queue<CompletableFuture<Boolean>> flushes = new ConcurrentLinkedQueue<>();
  private final int reserved;
  private final AtomicLong lost = new AtomicLong();
  private final @Nullable OutputStream given;
  private boolean isOfProcess;
  private @Nullable Encoder<ILoggingEvent> encoder;
  private @Nullable Thread writer;

  /** What is in the queue: lines, and now and then nothing but a nudge for the writer. */
  sealed interface Entry {
    record Line(ILoggingEvent event) implements Entry {}

    record Nudge() implements Entry {}
  }

  public LogQueue() {
    this(LONGEST, RESERVED, null);
  }

  LogQueue(int longest, int reserved, @Nullable OutputStream out) {
    this.queue = new LinkedBlockingQueue<>(longest);
    this.reserved = reserved;
    this.given = out;
  }

  /** How a line is written; for logback.xml. */
  public void setEncoder(Encoder<ILoggingEvent> encoder) {
    this.encoder = encoder;
  }

  /** Whether standard output is the process's own, and not what stands for it in a test; for logback.xml. */
  public void setOfProcess(boolean isOfProcess) {
    this.isOfProcess = isOfProcess;
  }

  @Override
  public void start() {
    LogWriter lines = new LogWriter(queue, lost, flushes, Objects.requireNonNull(encoder), out());
    Thread thread = new Thread(lines, "log");
    thread.setDaemon(true);
    writer = thread;
    super.start();
    running = this;
    thread.start();
  }

  /** Not {@code System.out} where that can be helped: whoever else prints would have to wait with the writer. */
  private OutputStream out() {
    if (given != null) {
      return given;
    }
    return isOfProcess ? new FileOutputStream(FileDescriptor.out) : System.out;
  }

  @Override
  protected void append(ILoggingEvent event) {
    boolean isReserved =
        event.getLevel().isGreaterOrEqual(Level.WARN) || event.getLoggerName().equals(AUDIT);
    event.prepareForDeferredProcessing();
    if ((!isReserved && queue.remainingCapacity() <= reserved)
        || !queue.offer(new Entry.Line(event))) {
      lost.incrementAndGet();
    }
  }

  /** How many lines were lost that nobody was told of yet. */
  long lost() {
    return lost.get();
  }

  /** Done when all that was logged before is written; never where nobody takes it. */
  Future<Boolean> flush() {
    CompletableFuture<Boolean> flush = new CompletableFuture<>();
    flushes.add(flush);
    // Where there is no place for it, the writer has enough to do to come by.
    var unused = queue.offer(new Entry.Nudge());
    return flush;
  }

  /** As {@link #flush()}, of the log of this process; done at once where lines do not take this way. */
  public static Future<Boolean> flushed() {
    LogQueue queue = running;
    return queue == null ? CompletableFuture.completedFuture(true) : queue.flush();
  }

  @Override
  public void stop() {
    super.stop();
    if (running == this) {
      running = null;
    }
    if (writer != null) {
      writer.interrupt();
    }
  }
}
